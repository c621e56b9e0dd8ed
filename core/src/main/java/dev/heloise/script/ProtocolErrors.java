package dev.heloise.script;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Refuses a session with a finding that is more than a remark, and a mail with one that is an error. */
final class ProtocolErrors implements Policy {

    @Override
    public Verdict judge(Request request) {
        Stream<Finding> session =
                request.session().findings().stream().filter(finding -> finding.severity() != Severity.INFO);
        Stream<Finding> mail = request.mail().map(ReceivedMail::findings).orElse(List.of()).stream()
                .filter(finding -> finding.severity() == Severity.ERROR);
        return Stream.concat(session, mail)
                .findFirst()
                .map(finding -> Verdict.answer(Reply.of("554 5.5.0 Error: " + finding.rule())))
                .orElse(Verdict.noOpinion());
    }
}
