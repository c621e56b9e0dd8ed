package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpClient;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Reads collections of mails and strings that were made to trip up readers. */
class CorpusTest {

    /** The test mails of Python's email package, many of them malformed. */
    @Nested
    class PythonMails {

        private final List<Path> mails = Corpora.files("mime-python", "msg_*.txt");

        @Test
        void areReadToTheirEndAndStayAsTheyAre() throws IOException {
            for (Path file : mails) {
                for (byte[] raw : List.of(Files.readAllBytes(file), withCrlf(file))) {
                    ReceivedMail mail = Mails.of(raw);
                    HostileMailTest.readAll(mail);
                    assertThat(mail.raw()).as(file.toString()).isEqualTo(raw);
                }
            }
            assertThat(mails).hasSizeGreaterThan(40);
        }

        /** Dots are doubled on the way, and that is all. */
        @Test
        void areStoredAsTheyWereSent() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.introduced(smtp)) {
                for (Path file : mails) {
                    for (byte[] octets : List.of(Files.readAllBytes(file), withCrlf(file))) {
                        String message = new String(octets, ISO_8859_1);
                        String sent = message.endsWith("\r\n") ? message : message + "\r\n";
                        String stuffed =
                                ("\r\n" + sent).replace("\r\n.", "\r\n..").substring(2);

                        assertThat(client.deliver("a@x.test", "b@x.test", stuffed))
                                .startsWith("250");
                        ReceivedMail mail = smtp.mailbox()
                                .mails()
                                .get(smtp.mailbox().mails().size() - 1);
                        assertThat(mail.raw()).as(file.toString()).isEqualTo(sent.getBytes(ISO_8859_1));
                        assertThat(mail.wire()).isEqualTo((stuffed + ".\r\n").getBytes(ISO_8859_1));
                    }
                }
            }
        }

        @Test
        void haveTheSubjectThatAngusMailReads() throws Exception {
            Session session = Session.getInstance(new Properties());
            for (Path file : mails) {
                byte[] raw = withCrlf(file);
                MimeMessage oracle = new MimeMessage(session, new ByteArrayInputStream(raw));
                String subject = oracle.getSubject();

                assertThat(Mails.of(raw).subject())
                        .as(file.toString())
                        .isEqualTo(
                                subject == null
                                        ? ""
                                        : MimeUtility.unfold(subject).strip());
            }
        }

        @Test
        void readAlikeWithEitherLineEnd() throws IOException {
            for (Path file : mails) {
                byte[] crlf = withCrlf(file);
                ReceivedMail one = Mails.of(crlf);
                ReceivedMail other = Mails.of(withLf(crlf));

                assertThat(names(one)).as(file.toString()).isEqualTo(names(other));
                assertThat(one.subject()).as(file.toString()).isEqualTo(other.subject());
                assertThat(one.from()).as(file.toString()).isEqualTo(other.from());
            }
        }

        private List<String> names(ReceivedMail mail) {
            return mail.attachments().stream()
                    .map(attachment -> attachment.contentType() + " " + attachment.name())
                    .toList();
        }

        private byte[] withCrlf(Path file) throws IOException {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }

        private byte[] withLf(byte[] crlf) {
            return new String(crlf, StandardCharsets.ISO_8859_1)
                    .replace("\r\n", "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Strings that break things: of every script, with controls, with markup. */
    @Nested
    class NaughtyStrings {

        private final List<String> strings = Corpora.files("naughty-strings", "blns.txt").stream()
                .flatMap(file -> lines(file).stream())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        @Test
        void surviveAsSubjectNameAndFileName() throws Exception {
            assertThat(strings).hasSizeGreaterThan(400);
            for (String string : strings) {
                ReceivedMail mail = AngusMailTest.sent(string, string, string, "Hello");

                assertThat(mail.subject().strip()).isEqualTo(string.strip());
                assertThat(mail.from()).singleElement().satisfies(from -> {
                    assertThat(from.address()).isEqualTo("ada@example.org");
                    assertThat(from.name().strip()).isEqualTo(string.strip());
                });
                assertThat(mail.attachments())
                        .singleElement()
                        .satisfies(file -> assertThat(file.name()).isEqualTo(string));
            }
        }

        @Test
        void areReadWhereNobodyEncodesThem() {
            for (String string : strings) {
                ReceivedMail mail = Mails.mail("Subject: " + string + "\nFrom: " + string + "\nTo: \"" + string
                        + "\" <a@x.org>\nContent-Type: " + string + "\nContent-Disposition: attachment; filename="
                        + string + "\n" + string + ": " + string + "\n\n" + string + "\n");
                HostileMailTest.readAll(mail);
                assertThat(mail.toString()).doesNotContain("\33", "\0", "\u202E");
            }
        }

        private static List<String> lines(Path file) {
            try {
                return List.of(Files.readString(file).split("\n"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
