package dev.heloise.mailbox;

/** Judges the octets of a message, without a look at what they mean: line ends, line lengths, forbidden octets. */
final class OctetLint {

    /** The most octets of a line, its line end not counted (RFC 5322 §2.1.1). */
    private static final int MAX_LINE = 998;

    private final byte[] raw;
    private final int size;
    private final int bodyStart;

    private final Count bareLf = new Count();
    private final Count bareCr = new Count();
    private final Count nul = new Count();
    private final Count eightBit = new Count();
    private final Count eightBitHeader = new Count();
    private final Count longLines = new Count();
    private int lines = 1;
    private int longest;

    private OctetLint(byte[] raw, int size, int bodyStart) {
        this.raw = raw;
        this.size = size;
        this.bodyStart = bodyStart;
    }

    /**
     * Judges a message, which is the first {@code size} octets, and of it those up to {@code bodyStart} the header; in
     * the light of the parameters of {@code MAIL}.
     */
    static void judge(byte[] raw, int size, int bodyStart, Envelope envelope, Faults faults) {
        String body = envelope.parameters().getOrDefault("BODY", "");
        // RFC 3030 §3: a binary body has no lines.
        boolean binary = body.equalsIgnoreCase("BINARYMIME");
        OctetLint lint = new OctetLint(raw, size, bodyStart);
        lint.count(binary ? bodyStart : size);
        lint.tell(faults);
        if (lint.eightBit.number > 0 && !binary && !body.equalsIgnoreCase("8BITMIME")) {
            faults.add(
                    MailRule.EIGHT_BIT_WITHOUT_8BITMIME,
                    () -> lint.eightBit.told("octet over 127", "octets over 127")
                            + " in the body, and MAIL had no BODY=8BITMIME");
        }
        if (lint.eightBitHeader.number > 0 && !envelope.parameters().containsKey("SMTPUTF8")) {
            faults.add(
                    MailRule.EIGHT_BIT_HEADER,
                    () -> lint.eightBitHeader.told("octet over 127", "octets over 127")
                            + " in the header, and MAIL had no SMTPUTF8");
        }
    }

    private void count(int to) {
        int line = 0;
        for (int i = 0; i < to; i++) {
            byte octet = raw[i];
            if (octet < 0) {
                (i < bodyStart ? eightBitHeader : eightBit).add(i);
            } else if (octet == 0) {
                nul.add(i);
            } else if (octet == '\r' && (i + 1 == size || raw[i + 1] != '\n')) {
                bareCr.add(i);
            } else if (octet == '\n') {
                boolean bare = i == 0 || raw[i - 1] != '\r';
                if (bare) {
                    bareLf.add(i);
                }
                line(bare ? i - line : i - line - 1);
                line = i + 1;
                lines++;
            }
        }
        line(to - line);
    }

    private void line(int length) {
        if (length > MAX_LINE) {
            longLines.add(lines);
            longest = Math.max(longest, length);
        }
    }

    private void tell(Faults faults) {
        if (bareLf.number > 0) {
            faults.add(MailRule.BARE_LF_DATA, () -> bareLf.told("LF without CR", "LFs without CR"));
        }
        if (bareCr.number > 0) {
            faults.add(MailRule.BARE_CR_DATA, () -> bareCr.told("CR without LF", "CRs without LF"));
        }
        if (nul.number > 0) {
            faults.add(MailRule.NUL, () -> nul.told("NUL", "NULs"));
        }
        if (longLines.number > 0) {
            faults.add(
                    MailRule.LINE_TOO_LONG,
                    () -> (longLines.number == 1
                                    ? "line " + longLines.first + " has " + longest + " octets"
                                    : longLines.number + " lines are too long, the first is line " + longLines.first
                                            + ", the longest has " + longest + " octets")
                            + "; " + MAX_LINE + " is the most");
        }
    }

    /** How often something occurs, and where first. */
    private static final class Count {
        private int number;
        private int first;

        private void add(int place) {
            first = number == 0 ? place : first;
            number++;
        }

        private String told(String one, String many) {
            return number == 1
                    ? "a " + one + " at octet " + first
                    : number + " " + many + ", the first at octet " + first;
        }
    }
}
