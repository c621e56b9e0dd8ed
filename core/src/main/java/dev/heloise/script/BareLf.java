package dev.heloise.script;

import dev.heloise.mailbox.ReceivedMail;
import java.util.List;

/**
 * What the server makes of message content with LF where CRLF belongs (RFC 5321 §2.3.8). In no case does such a line
 * end the content, and a command that ends so is never carried out.
 */
public enum BareLf {
    /** The content is kept as it came, and the mail has a finding. */
    RECORD,
    /** The mail is refused with {@code 550 5.5.2}, as Postfix does with {@code reject}. */
    REFUSE,
    /** The mail is refused with {@code 521 5.5.2}, and the connection is closed. */
    REFUSE_AND_CLOSE,
    /**
     * The mail is stored with CRLF for each bare LF, as Postfix does with {@code normalize}; {@code wire()} still has
     * what was sent.
     */
    NORMALIZE;

    /** The policy that refuses, where this is to refuse. */
    public List<Policy> policies() {
        return switch (this) {
            case RECORD, NORMALIZE -> List.of();
            case REFUSE -> List.of(refusing(Reply.of("550 5.5.2 Error: bare <LF> received")));
            case REFUSE_AND_CLOSE ->
                List.of(refusing(Reply.of("521 5.5.2 Error: bare <LF> received").with(Effect.of(Effect.Action.CLOSE))));
        };
    }

    private Policy refusing(Reply reply) {
        return NamedPolicy.at(
                "bareLf(" + this + ")",
                request ->
                        request.mail().filter(BareLf::isIn).isPresent() ? Verdict.answer(reply) : Verdict.noOpinion(),
                Stage.END_OF_DATA);
    }

    private static boolean isIn(ReceivedMail mail) {
        if (mail.envelope().parameters().getOrDefault("BODY", "").equalsIgnoreCase("BINARYMIME")) {
            // RFC 3030 §3: it has no lines.
            return false;
        }
        byte[] raw = mail.raw();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) {
                return true;
            }
        }
        return false;
    }
}
