package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import java.net.InetAddress;

/** The part of the dialogue in which the client says its name (RFC 5321 §4.1.1.1). */
final class Introduction {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Client client;
    private final Mailing mailing;

    private Helo last = Helo.NONE;
    private boolean extendedRefused;

    Introduction(Service service, SessionRecorder session, Admission admission, Client client, Mailing mailing) {
        this.service = service;
        this.session = session;
        this.admission = admission;
        this.client = client;
        this.mailing = mailing;
    }

    Reply ehlo(Arguments arguments) {
        // Until something is granted.
        extendedRefused = true;
        require(service.dialect() != Dialect.LMTP, Replies.UNKNOWN_COMMAND);
        require(service.dialect() != Dialect.HELO_ONLY, Replies.NOT_OFFERED);
        return introduce(Helo.Verb.EHLO, Stage.EHLO, arguments, client.offer());
    }

    Reply helo(Arguments arguments) {
        require(service.dialect() != Dialect.LMTP, Replies.UNKNOWN_COMMAND);
        if (extendedRefused) {
            session.find(Findings.HELO_VS_EHLO_FALLBACK);
        }
        return introduce(Helo.Verb.HELO, Stage.HELO, arguments, Reply.of(250, "", service.hostname()));
    }

    Reply lhlo(Arguments arguments) {
        require(service.dialect() == Dialect.LMTP, Replies.NOT_OFFERED);
        return introduce(Helo.Verb.LHLO, Stage.EHLO, arguments, client.offer());
    }

    private Reply introduce(Helo.Verb verb, Stage stage, Arguments arguments, Reply granted) {
        Helo said = new Helo(verb, arguments.word());
        if (said.name().isEmpty()) {
            session.find(Findings.HELO_EMPTY);
            throw new Refusal(Replies.NAME_MISSING);
        }
        require(Path.isAscii(said.name()), Replies.BAD_CHARACTERS);
        Verdict verdict = admission.judge(stage, said.name(), mailing.open());
        if (verdict.isRefusal()) {
            return verdict.reply(granted);
        }
        note(said);
        if (!arguments.isEmpty()) {
            session.find(Findings.textAfterName(arguments.rest()));
        }
        // RFC 5321 §4.1.4: once accepted, it has the effect of RSET.
        mailing.abandon();
        extendedRefused = false;
        client.introduced(said);
        session.hello(said);
        return verdict.reply(granted);
    }

    private void note(Helo said) {
        InetAddress address = session.session().client().getAddress();
        for (Finding finding : HeloLint.of(said, address, service.hostname())) {
            session.find(finding);
        }
        if (last.verb() != Helo.Verb.NONE && !last.name().equalsIgnoreCase(said.name())) {
            session.find(Findings.helloChanged(last.name(), said.name()));
        }
        last = said;
    }
}
