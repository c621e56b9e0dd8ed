package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ProfileTest {

    private static final String HELLO = "S: 220\nC: EHLO mail.a.test\nS: 250\n";
    private static final String ENVELOPE = "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\n";
    private static final String MAIL =
            ENVELOPE + "C: DATA\nS: 354\nC: From: a@a.test\nC: Date: Mon, 23 Nov 2026 10:00:00 +0000\nC: \nC: .\n";

    private final MutableClock clock = MutableClock.create();

    private void play(Profile profile, String... dialogues) {
        try (FakeSmtpServer smtp =
                FakeSmtpServer.builder().clock(clock).profile(profile).start()) {
            for (String dialogue : dialogues) {
                Talk.play(smtp, dialogue);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "SUBMISSION",
                "SUBMISSIONS",
                "LEGACY",
                "GREYLISTING",
                "MAILBOX_FULL",
                "CONTENT_REFUSED",
                "CONNECTION_REFUSED"
            })
    void aClientThatDoesEverythingRightDelivers(Profile profile) {
        play(profile, HELLO + MAIL + "S: 250\nC: QUIT\nS: 221");
    }

    @ParameterizedTest
    @EnumSource(names = {"MX", "STRICT"})
    void theNameOfHeloIsLookedAt(Profile profile) {
        play(
                profile,
                "S: 220\nC: EHLO localhost\nS: 504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
                "S: 220\nC: EHLO a_b.test\nS: 501 5.5.2 <a_b.test>: Helo command rejected: Invalid name");
    }

    @Test
    void submissionAsksForTlsFirst() {
        play(Profile.SUBMISSION, HELLO + "C: MAIL FROM:<a@a.test>\nS: 530 5.7.0 Must issue a STARTTLS command first");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMISSION", "SUBMISSIONS"})
    void submissionAsksForAUserThen(Profile profile) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().profile(profile).start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            if (profile == Profile.SUBMISSION) {
                client.reply();
                client.say("EHLO mail.a.test");
                client.say("STARTTLS");
            }
            client.secure(smtp.certificate().orElseThrow().clientContext());
            if (profile == Profile.SUBMISSIONS) {
                client.reply();
            }
            client.say("EHLO mail.a.test");

            assertThat(client.say("MAIL FROM:<a@a.test>")).isEqualTo("530 5.7.0 Authentication required");
            assertThat(client.say("AUTH PLAIN AGFsaWNlAHNlY3JldA==")).startsWith("235");
            assertThat(client.say("MAIL FROM:<a@a.test>")).startsWith("250");
        }
    }

    @Test
    void aStrictServerRefusesWhatIsOnlyNotedElsewhere() {
        play(
                Profile.STRICT,
                HELLO + "C: MAIL FROM: <a@a.test>\nS: 554 5.5.0 Error: SPACE_AROUND_COLON",
                HELLO + "C: MAIL FROM:a@a.test\nS: 554 5.5.0 Error: NO_ANGLE_BRACKETS",
                HELLO + "C: MAIL FROM:<a@localhost>\nS: 504 5.5.2");
    }

    @Test
    void aStrictServerDoesNotTalkToWhoDoesNotWaitForTheGreeting() {
        CountDownLatch spoken = new CountDownLatch(1);
        ThreadFactory late = session -> new Thread(() -> {
            try {
                spoken.await();
                session.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .profile(Profile.STRICT)
                        .threadFactory(late)
                        .start();
                Talk talk = Talk.to(smtp)) {
            talk.say("EHLO mail.a.test\r\n");
            spoken.countDown();

            talk.play("S: 554 5.5.0 Error: SMTP protocol synchronization\nS: 503\nC: QUIT\nS: 221");
        }
    }

    @Test
    void aLegacyServerKnowsHeloAlone() {
        play(
                Profile.LEGACY,
                "S: 220\nC: EHLO mail.a.test\nS: 502 Command not offered\nC: HELO mail.a.test\nS: 250 heloise.test\n"
                        + ENVELOPE.replace("<a@a.test>\nS: 250", "<a@a.test>\nS: 250 Ok")
                        + "C: DATA\nS: 354\nC: .\nS: 250 Ok");
    }

    @Test
    void aRateLimitEndsWithItsPeriod() {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .clock(clock)
                .profile(Profile.RATE_LIMITED)
                .start()) {
            for (int i = 0; i < 10; i++) {
                Talk.play(smtp, HELLO + MAIL + "S: 250");
            }
            Talk.play(smtp, HELLO + "C: MAIL FROM:<a@a.test>\nS: 450 4.7.1 Error: too much mail");
            clock.advance(Duration.ofMinutes(1));
            Talk.play(smtp, HELLO + MAIL + "S: 250");
        }
    }

    @Test
    void providersRefuseWithPublishedCodes() {
        String recipient = "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: ";
        play(Profile.GREYLISTING, HELLO + recipient + "450 4.7.1");
        play(Profile.MAILBOX_FULL, HELLO + recipient + "452 4.2.2 Mailbox full");
        play(Profile.CONTENT_REFUSED, HELLO + MAIL + "S: 550 5.7.1 message content rejected");
        play(
                Profile.CONNECTION_REFUSED,
                "S: 554 5.7.1 Service unavailable\nC: EHLO a\nS: 503 5.5.1\nC: QUIT\nS: 221\nS: (closed)");
    }

    @Test
    void eachServerCountsForItself() {
        String visit = HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 450 4.7.1";
        play(Profile.GREYLISTING, visit);
        clock.advance(Duration.ofMinutes(5));

        play(Profile.GREYLISTING, visit);
    }
}
