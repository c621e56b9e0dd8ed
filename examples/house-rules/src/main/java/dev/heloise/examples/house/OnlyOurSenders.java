package dev.heloise.examples.house;

import dev.heloise.script.Policy;
import dev.heloise.script.Reply;
import dev.heloise.script.Request;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;

/** The relay of the house takes mail from {@code shop.example} and bounces, and from nobody else. */
public final class OnlyOurSenders implements Policy {

    private static final Reply REFUSED = Reply.of("553 5.7.1 Not a sender of ours");

    @Override
    public Verdict judge(Request request) {
        String sender = request.subject();
        return sender.isEmpty() || sender.endsWith("@shop.example") ? Verdict.noOpinion() : Verdict.answer(REFUSED);
    }

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.MAIL;
    }

    @Override
    public String toString() {
        return "OnlyOurSenders";
    }
}
