package dev.heloise.deliverability;

import dev.heloise.script.Policy;
import dev.heloise.script.Request;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;

/** Refuses mails whose author's domain is not proven, where its owner asks for that (RFC 9989 §7.2). */
record DmarcPolicy(Deliverability checks) implements Policy {

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.END_OF_DATA;
    }

    @Override
    public Verdict judge(Request request) {
        return request.mail().map(checks::dmarc).map(DmarcPolicy::judge).orElseGet(Verdict::noOpinion);
    }

    private static Verdict judge(DmarcResult dmarc) {
        if (dmarc.verdict() == DmarcResult.Verdict.TEMPERROR) {
            return Verdict.answer(Refusal.of(
                    451,
                    "4.7.1",
                    "Email deferred, DMARC cannot be checked for " + dmarc.domain() + ": " + dmarc.reason()));
        }
        // What is to be put into quarantine is taken; where it is put is for the receiver to know.
        return dmarc.disposition() == DmarcResult.Policy.REJECT
                ? Verdict.answer(Refusal.of(550, "5.7.1", "Email rejected per DMARC policy for " + dmarc.domain()))
                : Verdict.noOpinion();
    }

    @Override
    public String toString() {
        return "rejectDmarcFail";
    }
}
