package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.StartTls;
import dev.heloise.script.TlsFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions secured by TLS, with Java's own client. */
class TlsTest {

    private static final String MAIL = "Subject: x\r\n\r\nsecret\r\n";

    @Test
    void startTlsSecuresASessionAndForgetsWhatWasSaidBefore() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            assertThat(client.reply("EHLO before.example")).contains("250-STARTTLS");
            assertThat(client.say("STARTTLS")).startsWith("220 2.0.0");
            client.secure(smtp.certificate().orElseThrow().clientContext(), "mail.example", parameters -> {});

            assertThat(client.say("MAIL FROM:<a@x.test>")).startsWith("503");
            assertThat(client.reply("EHLO after.example")).doesNotContain("STARTTLS");
            assertThat(client.say("STARTTLS")).startsWith("503");
            assertThat(client.deliver("a@x.test", "b@x.test", MAIL)).startsWith("250");
            client.say("QUIT");

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(mail.session().helo().name()).isEqualTo("after.example");
            TlsInfo tls = mail.session().tls().orElseThrow();
            assertThat(tls.protocol()).isEqualTo("TLSv1.3");
            assertThat(tls.cipher()).startsWith("TLS_");
            assertThat(tls.sni()).contains("mail.example");
            assertThat(tls.alpn()).isEmpty();
            assertThat(tls.clientCertificate()).isEmpty();
            assertThat(new String(mail.raw(), UTF_8)).isEqualTo(MAIL);
        }
    }

    @Test
    void threeKindsOfListenerServeTheSameMailbox() throws IOException {
        try (FakeSmtpServer smtp =
                FakeSmtpServer.builder().startTls(StartTls.OFFERED).tlsPort(0).start()) {
            SSLContext trusting = smtp.certificate().orElseThrow().clientContext();
            try (SmtpClient plain = SmtpClient.greeted(smtp);
                    SmtpClient secured = SmtpClient.connect(smtp)) {
                plain.say("EHLO plain.example");
                assertThat(plain.deliver("a@x.test", "b@x.test", MAIL)).startsWith("250");
                secured.reply();
                secured.say("EHLO starttls.example");
                secured.say("STARTTLS");
                secured.secure(trusting);
                secured.say("EHLO starttls.example");
                assertThat(secured.deliver("a@x.test", "b@x.test", MAIL)).startsWith("250");
            }
            try (SmtpClient implicit = SmtpClient.connect(smtp.tlsPort().orElseThrow())) {
                implicit.secure(trusting);
                assertThat(implicit.reply()).startsWith("220");
                assertThat(implicit.reply("EHLO implicit.example")).doesNotContain("STARTTLS");
                assertThat(implicit.deliver("a@x.test", "b@x.test", MAIL)).startsWith("250");
            }
            assertThat(smtp.mailbox().mails())
                    .extracting(mail -> mail.session().helo().name())
                    .containsExactly("plain.example", "starttls.example", "implicit.example");
            assertThat(smtp.mailbox().mails())
                    .extracting(mail -> mail.session().tls().isPresent())
                    .containsExactly(false, true, true);
        }
    }

    @Test
    void thePortItselfCanHaveImplicitTls() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(smtp.certificate().orElseThrow().clientContext());

            assertThat(client.reply()).startsWith("220");
            assertThat(smtp.tlsPort()).hasValue(smtp.port());
        }
    }

    @Test
    void requiredTlsRefusesMailInClear() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.REQUIRED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");

            assertThat(client.say("NOOP")).startsWith("250");
            assertThat(client.say("RSET")).startsWith("250");
            assertThat(client.say("MAIL FROM:<a@x.test>")).startsWith("530 5.7.0 Must issue a STARTTLS");
            assertThat(client.say("VRFY a")).startsWith("530");
            assertThat(client.say("QUIT")).startsWith("221");
        }
    }

    /** What stands behind STARTTLS in the same segment is not carried out on either side of the handshake. */
    @Row("B-130")
    @Test
    void octetsBehindStartTlsAreDiscarded() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.send("STARTTLS\r\nNOOP\r\nMAIL FROM:<evil@x.test>\r\n");
            assertThat(client.reply()).startsWith("220");
            client.secure(smtp.certificate().orElseThrow().clientContext());

            assertThat(client.say("RSET")).startsWith("250 2.0.0");
            assertThat(client.say("RCPT TO:<b@x.test>")).startsWith("503");
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(rules(session)).containsExactly("STARTTLS_INJECTION", "OUT_OF_ORDER");
            assertThat(session.transcript().commands())
                    .containsExactly("EHLO x.test", "STARTTLS", "RSET", "RCPT TO:<b@x.test>");
        }
    }

    @Row("B-130")
    @Test
    void soAreMoreOfThemThanAreReadAtOnce() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.send("STARTTLS\r\n" + "RSET\r\n".repeat(1_000));
            assertThat(client.reply()).startsWith("220");
            client.secure(smtp.certificate().orElseThrow().clientContext());

            assertThat(client.say("EHLO x.test")).startsWith("250");
            assertThat(smtp.mailbox().sessions().get(0).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.text()).startsWith("6000 octets in clear"));
        }
    }

    /** The content of a mail that speaks of STARTTLS is not an injection. */
    @Test
    void theWordIsNotLookedFor() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");

            assertThat(client.deliver("a@x.test", "b@x.test", "STARTTLS\r\nNOOP\r\nSTARTTLS\r\n"))
                    .startsWith("250");
            assertThat(rules(smtp.mailbox().sessions().get(0))).isEmpty();
        }
    }

    @Row("B-025")
    @Test
    void aClientInClearIsNamedOnATlsPort() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.send("EHLO x.test\r\n");

            assertThat(client.reply()).startsWith("421 4.7.0");
            assertThat(client.reply()).isEqualTo("closed");
            smtp.awaitIdle(Duration.ofSeconds(5));
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(rules(session)).containsExactly("PLAIN_ON_TLS_PORT");
            assertThat(session.transcript().commands()).containsExactly("EHLO x.test");
        }
    }

    @Test
    void aClientThatWaitsForAGreetingInClearIsToldSo() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .implicitTls()
                        .idleTimeout(Duration.ofMillis(100))
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            assertThat(client.reply()).startsWith("421 4.7.0");

            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(smtp.mailbox().sessions()).hasSize(1);
            assertThat(rules(smtp.mailbox().sessions().get(0))).containsExactly("PLAIN_ON_TLS_PORT");
        }
    }

    @Row("B-024")
    @Test
    void aClientWithTlsIsNamedOnAPlainPort() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            assertThatThrownBy(() -> client.secure(SSLContext.getDefault())).isInstanceOf(IOException.class);

            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(rules(smtp.mailbox().sessions().get(0))).contains("TLS_ON_PLAIN_PORT");
        }
    }

    /** What a client must not send before it has heard 220 is discarded, a handshake as well (RFC 3207 §4). */
    @Row("B-131")
    @Test
    void aHandshakeThatDoesNotWaitForTheReplyNeverBegins() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .startTls(StartTls.OFFERED)
                        .handshakeTimeout(Duration.ofMillis(100))
                        .start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.send("STARTTLS\r\n\u0016\u0003\u0001\u0000\u0005hello");
            assertThat(client.reply()).startsWith("220");

            smtp.awaitIdle(Duration.ofSeconds(10));
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.end()).isEqualTo(End.TIMED_OUT);
            assertThat(rules(session)).containsExactly("STARTTLS_INJECTION", "TLS_HANDSHAKE_FAILED");
        }
    }

    @Test
    void aLimitIsKeptAlsoWhereTheOthersAreForever() throws IOException {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .implicitTls()
                        .handshakeTimeout(Duration.ofMillis(100))
                        .idleTimeout(forever)
                        .writeTimeout(forever)
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            assertThat(client.reply()).startsWith("421");
            assertThat(smtp.mailbox().awaitSessions(1, forever))
                    .extracting(SmtpSession::end)
                    .containsExactly(End.SERVER_CLOSED);
        }
    }

    @Row("B-134")
    @Test
    void aRenegotiationIsRefused() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(
                    smtp.certificate().orElseThrow().clientContext(),
                    "localhost",
                    parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}));
            client.reply();
            ((SSLSocket) client.socket()).startHandshake();

            assertThatThrownBy(() -> client.say("NOOP")).isInstanceOf(IOException.class);
            smtp.awaitIdle(Duration.ofSeconds(10));
            assertThat(smtp.mailbox().sessions().get(0).transcript().asText()).contains("renegotiation");
        }
    }

    /** With 100 in place of 10,000. */
    @Row("B-134")
    @Test
    void handshakesOneAfterTheOtherLeaveNothingBehind() throws IOException {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .implicitTls()
                .threadFactory(task -> {
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    return thread;
                })
                .start()) {
            SSLContext trusting = smtp.certificate().orElseThrow().clientContext();
            for (int i = 0; i < 100; i++) {
                try (SmtpClient client = SmtpClient.connect(smtp)) {
                    client.secure(trusting);
                }
            }
            smtp.awaitIdle(Duration.ofSeconds(10));
            assertThat(smtp.mailbox().sessions()).hasSize(100);
        }
        // The last of them may still be on its way out.
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Row("B-134")
    @Test
    void garbageInPlaceOfAHandshakeEndsTheSession() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.say("STARTTLS");
            client.send("\u0016\u0003\u0001\u0000\u0005hello and more");

            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(rules(smtp.mailbox().sessions().get(0))).containsExactly("TLS_HANDSHAKE_FAILED");
        }
    }

    /** It is for servers to say (RFC 5246 §7.4.1.1), and the JDK's engine takes it for a bug of its own. */
    @ParameterizedTest(name = "in one record with its hello: {0}")
    @ValueSource(booleans = {false, true})
    void aHelloRequestOfAClientEndsTheSession(boolean together) throws IOException {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .implicitTls()
                        .threadFactory(task -> {
                            Thread thread = new Thread(task);
                            thread.setUncaughtExceptionHandler((failed, e) -> uncaught.add(e));
                            return thread;
                        })
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            byte[] hello = clientHello("TLSv1.2");
            if (together) {
                byte[] both = Arrays.copyOf(hello, hello.length + 4);
                ByteBuffer.wrap(both).putShort(3, (short) (both.length - 5));
                client.socket().getOutputStream().write(both);
            } else {
                client.socket().getOutputStream().write(hello);
                assertThat(client.socket().getInputStream().read()).isEqualTo(0x16);
                client.send("\u0016\u0003\u0003\u0000\u0004\u0000\u0000\u0000\u0000");
            }

            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(rules(smtp.mailbox().sessions().get(0))).containsExactly("TLS_HANDSHAKE_FAILED");
        }
        assertThat(uncaught).isEmpty();
    }

    private static byte[] clientHello(String protocol) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {protocol});
            ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return Arrays.copyOf(record.array(), record.position());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHandshakeThatStopsHalfwayTimesOut() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .startTls(StartTls.OFFERED)
                        .idleTimeout(Duration.ofSeconds(1))
                        .start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.say("STARTTLS");
            client.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000");

            smtp.awaitIdle(Duration.ofSeconds(10));
            assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.TIMED_OUT);
        }
    }

    @Test
    void sniAndAlpnAreRecorded() throws Exception {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(smtp.certificate().orElseThrow().clientContext(), "localhost", parameters -> {
                parameters.setApplicationProtocols(new String[] {"smtp"});
                parameters.setProtocols(new String[] {"TLSv1.2"});
            });
            client.reply();
            client.say("EHLO x.test");

            TlsInfo tls = smtp.mailbox().sessions().get(0).tls().orElseThrow();
            assertThat(tls.alpn()).contains("smtp");
            assertThat(tls.protocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void aServerThatIsClosedSaysSoThroughTls() throws IOException {
        FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
        try (SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(smtp.certificate().orElseThrow().clientContext());
            client.reply();
            client.say("EHLO x.test");

            long begin = System.nanoTime();
            smtp.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(client.reply()).isEqualTo("closed");
            assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.SERVER_CLOSED);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("heloise-" + smtp.port()));
    }

    @Test
    void anIdleSessionTimesOutThroughTls() throws IOException {
        // The first handshake of a Java runtime takes its client long, too.
        thePortItselfCanHaveImplicitTls();
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .implicitTls()
                        .idleTimeout(Duration.ofSeconds(2))
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(smtp.certificate().orElseThrow().clientContext());
            client.reply();

            assertThat(client.reply()).startsWith("421 4.4.2");
        }
    }

    @Test
    void aLargeMailComesThroughWhole() throws IOException {
        String large = "0123456789 0123456789\r\n".repeat(200_000);
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.secure(smtp.certificate().orElseThrow().clientContext());
            client.reply();
            client.say("EHLO x.test");

            assertThat(client.deliver("a@x.test", "b@x.test", large)).startsWith("250");
            assertThat(new String(smtp.mailbox().mails().get(0).raw(), UTF_8)).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsFault.class,
            names = {"CERTIFICATE_.*"},
            mode = EnumSource.Mode.MATCH_ALL)
    void aClientSeesWhatIsWrongWithACertificate(TlsFault fault) throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().implicitTls().tlsFault(fault).start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            SSLContext trusting = smtp.certificate().orElseThrow().clientContext();

            Throwable seen = org.assertj.core.api.Assertions.catchThrowable(
                    () -> client.secure(trusting, "localhost", p -> p.setEndpointIdentificationAlgorithm("HTTPS")));

            assertThat(seen).isInstanceOf(SSLException.class);
            switch (fault) {
                case CERTIFICATE_EXPIRED -> assertThat(seen).hasRootCauseInstanceOf(CertificateExpiredException.class);
                case CERTIFICATE_NOT_YET_VALID ->
                    assertThat(seen).hasRootCauseInstanceOf(CertificateNotYetValidException.class);
                case CERTIFICATE_FOR_WRONG_HOST ->
                    assertThat(seen).hasMessageContaining("No subject alternative DNS name matching localhost");
                default -> assertThat(seen).hasMessageContaining("PKIX path");
            }
            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(rules(smtp.mailbox().sessions().get(0))).containsExactly("TLS_HANDSHAKE_FAILED");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsFault.class,
            names = {"HANDSHAKE_RESET", "OLD_PROTOCOL_ONLY", "GARBAGE_FOR_HANDSHAKE"})
    void aHandshakeCanBeSpoiled(TlsFault fault) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .startTls(StartTls.OFFERED)
                        .tlsFault(fault)
                        .start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            assertThat(client.say("STARTTLS")).startsWith("220");

            SSLContext trusting = smtp.certificate().orElseThrow().clientContext();
            assertThatThrownBy(() -> client.secure(trusting))
                    .isInstanceOf(IOException.class)
                    .satisfies(seen -> {
                        if (fault == TlsFault.OLD_PROTOCOL_ONLY) {
                            assertThat(seen).hasMessageContaining("protocol version");
                        }
                    });
            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.DROPPED_BY_RULE);
        }
    }

    @Test
    void aClientThatStaysSilentInASpoiledHandshakeIsNotWaitedForForEver() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .implicitTls()
                        .tlsFault(TlsFault.OLD_PROTOCOL_ONLY)
                        .idleTimeout(Duration.ofMillis(200))
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.send("\u0016\u0003\u0001");
            assertThat(smtp.mailbox().awaitSessions(1, Duration.ofSeconds(10))).hasSize(1);
        }
    }

    @Test
    void startTlsCanBeUnavailableOrStripped() throws IOException {
        try (FakeSmtpServer unavailable = FakeSmtpServer.builder()
                        .startTls(StartTls.OFFERED)
                        .tlsFault(TlsFault.STARTTLS_UNAVAILABLE)
                        .start();
                FakeSmtpServer stripped = FakeSmtpServer.builder()
                        .startTls(StartTls.REQUIRED)
                        .tlsFault(TlsFault.STARTTLS_STRIPPED)
                        .start();
                SmtpClient one = SmtpClient.greeted(unavailable);
                SmtpClient other = SmtpClient.greeted(stripped)) {
            assertThat(one.reply("EHLO x.test")).contains("STARTTLS");
            assertThat(one.say("STARTTLS")).startsWith("454 4.7.0");
            assertThat(one.say("NOOP")).startsWith("250");
            assertThat(other.reply("EHLO x.test")).doesNotContain("STARTTLS");
            assertThat(other.say("STARTTLS")).startsWith("502");
            assertThat(other.deliver("a@x.test", "b@x.test", MAIL)).startsWith("250");
        }
    }

    @Test
    void theCertificateIsForEveryNameOfTheServer() throws Exception {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .hostname("mail.shop.example")
                .implicitTls()
                .start()) {
            ServerCertificate certificate = smtp.certificate().orElseThrow();
            for (String name : List.of("localhost", "127.0.0.1", "mail.shop.example")) {
                try (SmtpClient client = SmtpClient.connect(smtp)) {
                    client.secure(
                            certificate.clientContext(),
                            name,
                            parameters -> parameters.setEndpointIdentificationAlgorithm("HTTPS"));
                    assertThat(client.reply()).startsWith("220");
                }
            }
            assertThat(certificate.x509().getSubjectAlternativeNames())
                    .extracting(name -> String.valueOf(name.get(1)))
                    .contains("0:0:0:0:0:0:0:1");
            assertThat(certificate.pem()).containsOnlyOnce("-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----");
            assertThat(certificate.trustStoreProperties())
                    .containsEntry(
                            "javax.net.ssl.trustStore", certificate.trustStore().toString());
            assertThat(certificate.trustStore()).exists();
        }
    }

    @Test
    void aServerWithoutTlsHasNoCertificate() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            assertThat(smtp.certificate()).isEmpty();
            assertThat(smtp.tlsPort()).isEmpty();
        }
    }

    @Test
    void aClientThatWaitsForAGreetingInClearUntilItLeavesIsRecognized() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start()) {
            SmtpClient.connect(smtp).close();
            SmtpSession session =
                    smtp.mailbox().awaitSessions(1, Duration.ofSeconds(5)).get(0);

            assertThat(session.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.rule()).isEqualTo("TLS_HANDSHAKE_FAILED");
                assertThat(finding.text()).contains("waits here for a greeting in clear");
            });
        }
    }

    @Test
    void whatCouldNotComeToBeSeenIsRefused() throws Exception {
        SSLContext context = SSLContext.getDefault();

        assertThatThrownBy(FakeSmtpServer.builder().tlsFault(TlsFault.CERTIFICATE_EXPIRED)::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tlsFault(CERTIFICATE_EXPIRED)")
                .hasMessageContaining("startTls");
        assertThatThrownBy(FakeSmtpServer.builder().sslContext(context)::start).hasMessageContaining("sslContext");
        assertThatThrownBy(FakeSmtpServer.builder()
                        .implicitTls()
                        .sslContext(context)
                        .tlsFault(TlsFault.CERTIFICATE_UNTRUSTED)::start)
                .hasMessageContaining("sslContext brings another");
    }

    private static List<String> rules(SmtpSession session) {
        return session.findings().stream().map(Finding::rule).toList();
    }
}
