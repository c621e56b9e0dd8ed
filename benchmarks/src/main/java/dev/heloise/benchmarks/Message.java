package dev.heloise.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** The messages that are sent: a small header and lines of text, of a given size to the octet. */
final class Message {

    private static final String HEADER = """
            From: Shop <no-reply@shop.example>\r
            To: Ada <ada@example.com>\r
            Subject: Welcome, Ada\r
            Date: Mon, 5 Jan 2026 10:00:00 +0000\r
            Message-ID: <welcome.1@shop.example>\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=us-ascii\r
            \r
            """;

    private static final String LINE =
            "Thank you for your order, which is now on its way to you; it will be there soon.\r\n";
    private static final String END = ".\r\n";

    private Message() {}

    /** A message of that many octets, as RFC 1870 §5 counts them, with the final {@code .CRLF} behind it. */
    static byte[] ofSize(int octets) {
        StringBuilder text = new StringBuilder(octets + LINE.length()).append(HEADER);
        while (text.length() < octets) {
            text.append(LINE);
        }
        text.setLength(octets - 2);
        return text.append("\r\n").append(END).toString().getBytes(US_ASCII);
    }

    /** A size such as {@code 512}, {@code 1KB} or {@code 25MB}, in octets. */
    static int size(String text) {
        String number = text.toUpperCase(Locale.ROOT).replace(" ", "");
        if (number.endsWith("KB")) {
            return Integer.parseInt(number.substring(0, number.length() - 2)) << 10;
        }
        if (number.endsWith("MB")) {
            return Integer.parseInt(number.substring(0, number.length() - 2)) << 20;
        }
        return Integer.parseInt(number);
    }

    /** A number of octets as {@link #size} takes it. */
    static String text(int octets) {
        if (octets >= 1 << 20 && octets % (1 << 20) == 0) {
            return (octets >> 20) + " MB";
        }
        return octets >= 1 << 10 && octets % (1 << 10) == 0 ? (octets >> 10) + " KB" : octets + " octets";
    }
}
