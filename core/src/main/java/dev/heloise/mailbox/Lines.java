package dev.heloise.mailbox;

/** The lines of a message for those who read it: they end in LF, with or without CR before it. */
final class Lines {

    private Lines() {}

    /** Where the line after the one at {@code from} begins; {@code to} where there is none. */
    static int next(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** Where the text of a line ends whose successor begins at {@code next}: before its line end. */
    static int end(byte[] octets, int line, int next) {
        int end = next;
        if (end > line && octets[end - 1] == '\n') {
            end--;
            if (end > line && octets[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    /** Whether the line has nothing on it. Some senders end their lines in CR CR LF. */
    static boolean isEmpty(byte[] octets, int line, int next) {
        for (int i = line; i < next; i++) {
            if (octets[i] != '\r' && octets[i] != '\n') {
                return false;
            }
        }
        return true;
    }
}
