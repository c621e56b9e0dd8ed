package dev.heloise.mailbox;

import static dev.heloise.mailbox.HostileMail.MANY;
import static dev.heloise.mailbox.HostileMail.MEBIBYTE;
import static dev.heloise.mailbox.HostileMail.MIXED;
import static dev.heloise.mailbox.HostileMail.times;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.Row;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Mails that are there to hurt who reads them: rows B-103 to B-116 of the catalogue of bad input. Nothing throws,
 * nothing takes long, and what is wrong is told.
 */
class HostileMailTest {

    static final List<HostileMail> ROWS = Stream.of(HostileHeaders.ROWS, HostileBodies.ROWS)
            .flatMap(List::stream)
            .toList();

    @Row({
        "B-103", "B-104", "B-105", "B-106", "B-107", "B-108", "B-109", "B-110", "B-111", "B-112", "B-113", "B-114",
        "B-115", "B-116"
    })
    @ParameterizedTest
    @FieldSource("ROWS")
    void isReadToItsEndAndJudged(HostileMail row) {
        byte[] raw = row.mail().getBytes(ISO_8859_1);
        ReceivedMail mail = Mails.of(raw);

        readAll(mail);

        assertThat(mail.findings()).extracting(Finding::rule).containsAll(row.rules());
        assertThat(Arrays.equals(mail.raw(), raw)).isTrue();
        assertThat(Printable.escaped(mail.toString())).isEqualTo(mail.toString());
    }

    /**
     * Guards against time that grows faster than the mail does: such a row takes seconds. Everything is read, most of
     * it twice. The best of several runs counts, in time of this thread, since the machine may be busy with other
     * things.
     */
    @ParameterizedTest
    @FieldSource("ROWS")
    void takesNoLongerThanItsSizeExplains(HostileMail row) {
        byte[] raw = row.mail().getBytes(ISO_8859_1);
        Envelope envelope = Mails.envelope(Map.of());
        long limit = 500_000_000L * (1 + raw.length / (2 * MEBIBYTE));
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 10 && best > limit; run++) {
            long start = cpuNanos();
            readAll(ReceivedMail.of(envelope, raw));
            best = Math.min(best, cpuNanos() - start);
        }

        assertThat(best).as("nanoseconds for " + row).isLessThan(limit);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static void readAll(ReceivedMail mail) {
        mail.findings();
        mail.subject();
        Stream.of(mail.from(), mail.to(), mail.cc(), mail.bcc(), mail.replyTo())
                .forEach(addresses ->
                        assertThat(addresses.contains(new MailAddress("", ""))).isFalse());
        mail.headers().forEach(HeaderField::value);
        mail.messageId();
        mail.text();
        mail.html();
        mail.links().forEach(URI::getScheme);
        mail.link("Confirm");
        mail.otp();
        mail.attachments().forEach(HostileMailTest::read);
    }

    private static void read(Attachment attachment) {
        attachment.name();
        attachment.contentId();
        attachment.isInline();
        attachment.bytes();
        attachment.message().ifPresent(AttachedMessage::subject);
    }

    @Test
    void aChainOfMessagesCanBeWalkedToItsEnd() {
        ReceivedMail mail =
                Mails.octets("Content-Type: message/rfc822\r\n\r\n".repeat(10_000) + "Subject: last\r\n", Map.of());
        int depth = 0;
        List<Attachment> attachments = mail.attachments();
        String subject = "";
        while (!attachments.isEmpty()) {
            AttachedMessage message = attachments.get(0).message().orElseThrow();
            subject = message.subject();
            attachments = message.attachments();
            depth++;
        }

        assertThat(depth).isEqualTo(10_000);
        assertThat(subject).isEqualTo("last");
    }

    @Test
    void partsBeyondTheLimitsAreLeftAlone() {
        ReceivedMail parts = Mails.octets(MIXED + "--b\r\n\r\nx\r\n".repeat(MANY), Map.of());
        ReceivedMail depth = Mails.octets(
                times(200, i -> "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n"),
                Map.of());

        assertThat(parts.attachments()).hasSize(MimeLimits.DEFAULT.parts() - 2);
        assertThat(depth.attachments()).extracting(Attachment::contentType).containsExactly("multipart/mixed");
    }

    private static final byte[] SAMPLE = """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b
            From: "=?utf-8?Q?J=C3=B6rg?=" <j@[127.0.0.1]> (a (b)), G: <@a,@b:c@d>;
            Date: Mon, 6 May 2024 12:30:00 +0200 (CEST)

            --b
            Content-Type: text/html; charset="utf-8"; name*0*=utf-8''%C3%A9; name*1=x (c)
            Content-Transfer-Encoding: quoted-printable

            <!-- c --><a class='b' href=3D"http://x/?a=3D1&amp;b=3D2">Confirm &auml;</a> Your code is G-123 456=
            --b
            Content-Type: message/rfc822

            Subject: =?utf-8?B?w6k=?= =?utf-8?Q?=C3?=

            https://x.example/a_(b).
            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Transfer-Encoding: x-uuencode

            begin 644 a
            %2&5L;&\\
            `
            end
            --c--
            --b--
            """.replace("\n", "\r\n").getBytes(ISO_8859_1);

    @Test
    void anyCutOfAMailCanBeRead() {
        for (int cut = 0; cut < SAMPLE.length; cut++) {
            readAll(Mails.of(Arrays.copyOfRange(SAMPLE, cut, SAMPLE.length)));
            readAll(Mails.of(Arrays.copyOf(SAMPLE, cut)));
        }
    }

    /** The same mutations in each run. */
    @Test
    void anyMutationOfAMailCanBeRead() {
        Random random = new Random(2024);
        byte[] signs = "\r\n\0 :;,.<>()[]\"\\'=?*%&-/@#aB1\u00FF".getBytes(ISO_8859_1);
        for (int run = 0; run < 5_000; run++) {
            byte[] mutated = SAMPLE.clone();
            for (int change = random.nextInt(20); change >= 0; change--) {
                int place = random.nextInt(mutated.length);
                if (random.nextInt(4) > 0) {
                    mutated[place] = signs[random.nextInt(signs.length)];
                } else {
                    int length = random.nextInt(mutated.length - place);
                    System.arraycopy(SAMPLE, random.nextInt(SAMPLE.length - length), mutated, place, length);
                }
            }
            ReceivedMail mail = Mails.of(mutated);
            readAll(mail);
            assertThat(mail.raw()).isEqualTo(mutated);
        }
    }
}
