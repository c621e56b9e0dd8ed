package dev.heloise.mailbox;

/** Judges the octets of a message as they were sent: dots at the beginning of lines, and ends that are none. */
final class WireLint {

    private final byte[] wire;
    private final int end;
    private final boolean stuffed;

    private WireLint(byte[] wire, int end, boolean stuffed) {
        this.wire = wire;
        this.end = end;
        this.stuffed = stuffed;
    }

    /**
     * Judges content.
     *
     * @param end where the final {@code .CRLF} begins, or would
     * @param stuffed whether the client had to double the dots at the beginning of lines, as it has with {@code DATA}
     */
    static void judge(byte[] wire, int end, boolean stuffed, Faults faults) {
        WireLint lint = new WireLint(wire, end, stuffed);
        lint.judge(lint.lastInk(), faults);
    }

    private void judge(int lastInk, Faults faults) {
        for (int i = 0; i < end; i++) {
            if (wire[i] != '.') {
                continue;
            }
            int place = i;
            boolean lineStart = isLineStart(i);
            if (stuffed && lineStart && i + 1 < end && wire[i + 1] != '.') {
                faults.add(
                        MailRule.UNSTUFFED_DOT,
                        () -> "the line at octet " + place + " of the wire begins with one dot, which is lost");
            }
            int after = endOfLookAlike(i, lineStart);
            if (after >= 0 && after <= lastInk) {
                faults.add(
                        MailRule.SMUGGLING,
                        () -> "at octet " + place + " of the wire, " + shown(place, after)
                                + " looks like the end of the content, and more follows");
            }
        }
    }

    /** After something that a lenient server takes for the end of the content; negative where a dot is not that. */
    private int endOfLookAlike(int dot, boolean lineStart) {
        int before = dot;
        while (before > 0 && wire[before - 1] == 0) {
            before--;
        }
        boolean lineBefore = before == 0 || isEol(wire[before - 1]);
        int after = dot + 1;
        while (after < end && wire[after] == 0) {
            after++;
        }
        boolean lineAfter = after < end && isEol(wire[after]);
        // A dot that begins a line is doubled when such content is sent on: there is no danger in it.
        if (!lineBefore || !lineAfter || (!stuffed && lineStart)) {
            return -1;
        }
        while (after < end && (isEol(wire[after]) || wire[after] == 0)) {
            after++;
        }
        return after;
    }

    private boolean isLineStart(int i) {
        return i == 0 || (i > 1 && wire[i - 1] == '\n' && wire[i - 2] == '\r');
    }

    /** The place of the last octet that is not part of a line end. */
    private int lastInk() {
        int last = end - 1;
        while (last >= 0 && (isEol(wire[last]) || wire[last] == 0)) {
            last--;
        }
        return last;
    }

    private String shown(int dot, int after) {
        StringBuilder shown = new StringBuilder();
        for (int i = Math.max(0, dot - 3); i < Math.min(after, dot + 4); i++) {
            byte octet = wire[i];
            boolean around = isEol(octet) || octet == 0 || i == dot;
            if (around) {
                shown.append(shown.isEmpty() ? "" : " ").append(name(octet));
            } else if (i < dot) {
                shown.setLength(0);
            }
        }
        return shown.toString();
    }

    private static String name(byte octet) {
        return switch (octet) {
            case '\r' -> "CR";
            case '\n' -> "LF";
            case 0 -> "NUL";
            default -> "\".\"";
        };
    }

    private static boolean isEol(byte octet) {
        return octet == '\r' || octet == '\n';
    }
}
