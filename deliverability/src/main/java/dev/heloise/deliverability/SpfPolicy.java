package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfResult.Identity;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Policy;
import dev.heloise.script.Reply;
import dev.heloise.script.Request;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;

/** Refuses senders whose domain does not let the client use it, with the codes of RFC 7372 §3.2. */
record SpfPolicy(Deliverability checks) implements Policy {

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.MAIL;
    }

    @Override
    public Verdict judge(Request request) {
        SmtpSession session = request.session();
        // RFC 7208 §2.3: where the HELO identity fails, there is no need to ask for the other. An error there is left
        // alone, since few publish a record for the names of their hosts.
        SpfResult helo = checks.heloSpf(session);
        return helo.verdict() == SpfResult.Verdict.FAIL ? failed(helo) : judge(checks.spf(session, request.sender()));
    }

    private static Verdict judge(SpfResult spf) {
        return switch (spf.verdict()) {
            case FAIL -> failed(spf);
            case PERMERROR ->
                Verdict.answer(Refusal.of(550, "5.7.24", check(spf) + " ended in an error: " + spf.reason()));
            case TEMPERROR ->
                Verdict.answer(Refusal.of(451, "4.7.24", check(spf) + " cannot be made now: " + spf.reason()));
            case NONE, NEUTRAL, PASS, SOFTFAIL -> Verdict.noOpinion();
        };
    }

    /** In the words of RFC 7208 §8.4, which has the owner's explanation told as such. */
    private static Verdict failed(SpfResult spf) {
        String failed = check(spf) + " failed:";
        Reply reply = spf.explanation().isEmpty()
                ? Refusal.of(550, "5.7.23", failed + " " + spf.reason())
                : Refusal.of(550, "5.7.23", failed, "The domain " + spf.domain() + " explains:", spf.explanation());
        return Verdict.answer(reply);
    }

    private static String check(SpfResult spf) {
        return "SPF " + (spf.identity() == Identity.HELO ? "HELO" : "MAIL FROM") + " check";
    }

    @Override
    public String toString() {
        return "rejectSpfFail";
    }
}
