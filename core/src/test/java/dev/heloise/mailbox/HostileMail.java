package dev.heloise.mailbox;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One row of the catalogue of mails that hurt.
 *
 * @param name its number in the catalogue, and what it is
 * @param mail the mail, each character an octet
 * @param rules the rules that it breaks, besides others
 */
record HostileMail(String name, String mail, List<String> rules) {

    static final int MANY = 100_000;
    static final int MEBIBYTE = 1 << 20;
    static final String MIXED = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

    static HostileMail row(String name, String mail, String... rules) {
        return new HostileMail(name, mail, List.of(rules));
    }

    static String times(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return name + ", " + mail.length() + " octets";
    }
}
