package dev.heloise.script;

/** Refusals in the words of Postfix, which mail administrators and mailers know. */
final class Refusals {

    /** What a client has said is repeated to it up to this length. */
    private static final int MOST_REPEATED = 80;

    private Refusals() {}

    static Reply helo(int code, String enhanced, String name, String why) {
        return of(code, enhanced, name, "Helo command rejected: " + why);
    }

    static Reply sender(int code, String enhanced, String address, String why) {
        return of(code, enhanced, address, "Sender address rejected: " + why);
    }

    static Reply recipient(int code, String enhanced, String address, String why) {
        return of(code, enhanced, address, "Recipient address rejected: " + why);
    }

    static Reply of(int code, String enhanced, String subject, String why) {
        return Reply.of(code, enhanced, quoted(subject) + ": " + why);
    }

    /** What a client has said, made safe to be repeated in a reply: printable ASCII in angle brackets. */
    static String quoted(String said) {
        StringBuilder safe = new StringBuilder("<");
        said.codePoints().limit(MOST_REPEATED).forEach(c -> safe.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
        return safe.append('>').toString();
    }
}
