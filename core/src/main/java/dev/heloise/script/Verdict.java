package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What a {@link Policy} says to a {@link Request}: nothing, yes, or a reply of its own. */
public final class Verdict {

    private static final Verdict NO_OPINION = new Verdict(null, null, "");
    private static final Verdict ACCEPT = new Verdict(null, Effect.NONE, "");

    private final @Nullable Reply reply;
    private final @Nullable Effect effect;
    private final String author;

    private Verdict(@Nullable Reply reply, @Nullable Effect effect, String author) {
        this.reply = reply;
        this.effect = effect;
        this.author = author;
    }

    /** The next policy is asked; if none has an opinion, the request is granted. */
    public static Verdict noOpinion() {
        return NO_OPINION;
    }

    /** The request is granted, and no other policy is asked. */
    public static Verdict accept() {
        return ACCEPT;
    }

    /** The request is granted, and its reply has an effect on the wire. What is to be stored is stored before that. */
    public static Verdict accept(Effect effect) {
        return new Verdict(null, requireNonNull(effect, "effect"), "");
    }

    /** The reply is given. If it is 4yz or 5yz, the request is refused. */
    public static Verdict answer(Reply reply) {
        return new Verdict(requireNonNull(reply, "reply"), null, "");
    }

    /** The same verdict with its author's name, which stands beside the reply in the transcript. */
    public Verdict by(String name) {
        return new Verdict(reply, effect, requireNonNull(name, "name"));
    }

    /** Who has said so, such as {@code rule RCPT *@full.example: 452 4.2.2 Mailbox full}; empty where nobody says. */
    public String author() {
        return author;
    }

    /** Whether the policies after this one are not asked. */
    public boolean isOpinion() {
        return reply != null || effect != null;
    }

    /** Whether the request is refused. */
    public boolean isRefusal() {
        return reply != null && reply.isRefusal();
    }

    /** What is to be said, where {@code granted} is the server's own way to say yes. */
    public Reply reply(Reply granted) {
        if (reply != null) {
            return reply;
        }
        return effect == null || effect.isNone() ? granted : granted.with(effect);
    }
}
