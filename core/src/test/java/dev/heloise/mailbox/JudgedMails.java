package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static dev.heloise.mailbox.Mails.octets;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;

/** Mails that would be flawless but for one thing, and what is found about them. */
final class JudgedMails {

    /** The header of a mail that is flawless. */
    static final String HEADER = """
            Date: Mon, 6 May 2024 12:30:00 +0200
            From: Ada <ada@example.org>
            To: Bob <bob@example.net>
            Message-ID: <1@example.org>
            Subject: Hello
            """;

    private JudgedMails() {}

    static List<String> rules(ReceivedMail mail) {
        return mail.findings().stream().map(Finding::rule).toList();
    }

    static String text(ReceivedMail mail, String rule) {
        return mail.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule + " in " + mail.findings()));
    }

    /** A mail that would be flawless with another body. */
    static ReceivedMail withBody(String body, Map<String, String> parameters) {
        return octets(HEADER.replace("\n", "\r\n") + "\r\n" + body, parameters);
    }

    static ReceivedMail withBody(String body) {
        return withBody(body, Map.of());
    }

    /** A mail that would be flawless without another field. */
    static ReceivedMail withField(String field) {
        return mail(HEADER + field + "\n\nHello\n");
    }

    /** A mail that came with DATA. */
    static ReceivedMail wire(String wire) {
        String octets = HEADER.replace("\n", "\r\n") + "\r\n" + wire + ".\r\n";
        int dots = 0;
        for (int i = octets.indexOf("\r\n."); i < octets.length() - 5; i = octets.indexOf("\r\n.", i + 1)) {
            dots++;
        }
        ReceivedMail file = mail("\n");
        Content content = Content.ofData(octets.getBytes(ISO_8859_1), true, dots);
        return new ReceivedMail(file.receivedAt(), Mails.envelope(Map.of()), file.session(), content);
    }
}
