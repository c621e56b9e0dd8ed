package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose address is told by a proxy, or by themselves. */
class ProxyTest {

    private static final String SIGNATURE = "\\r\\n\\r\\n\\0\\r\\nQUIT\\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711 25\\r\\n | 192.0.2.7 | 4711",
                "PROXY TCP6 2001:db8::7 2001:db8::1 65535 25\\r\\n | 2001:db8:0:0:0:0:0:7 | 65535",
                SIGNATURE
                        + "\\x21\\x11\\0\\x0C\\xC0\\0\\x02\\x07\\xC6\\x33\\x64\\x01\\x12\\x67\\0\\x19 | 192.0.2.7 | 4711",
                SIGNATURE + "\\x21\\x11\\0\\x10\\xC0\\0\\x02\\x07\\xC6\\x33\\x64\\x01\\x12\\x67\\0\\x19\\x04\\0\\x01\\0"
                        + " | 192.0.2.7 | 4711",
                SIGNATURE + "\\x21\\x21\\0\\x24\\x20\\x01\\x0D\\xB8\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x07"
                        + "\\x20\\x01\\x0D\\xB8\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x01\\x12\\x67\\0\\x19"
                        + " | 2001:db8:0:0:0:0:0:7 | 4711"
            })
    void theHeaderSaysWhoTheClientIs(String header, String address, int port) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().proxyProtocol().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.send(Escapes.unescaped(header));
            client.reply();
            client.say("EHLO [" + address + "]");

            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.client().getAddress().getHostAddress()).isEqualTo(address);
            assertThat(session.client().getPort()).isEqualTo(port);
            assertThat(session.findings())
                    .extracting(Finding::rule)
                    .doesNotContain("HELO_LITERAL_NOT_PEER", "EARLY_TALKER");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\\r\\n", "PROXY UNKNOWN ffff::1 x y\\r\\n", SIGNATURE + "\\x20\\0\\0\\0"})
    void aProxyMaySpeakForItself(String header) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().proxyProtocol().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.send(Escapes.unescaped(header));

            assertThat(client.reply()).startsWith("220");
            assertThat(smtp.mailbox().sessions().get(0).client().getAddress().isLoopbackAddress())
                    .isTrue();
        }
    }

    @Row("B-151")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO x.test\\r\\n",
                "PROXY TCP5 192.0.2.7 198.51.100.1 4711 25\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 99999 25\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711\\r\\n",
                "PROXY TCP4 ::1 198.51.100.1 4711 25\\r\\n",
                "PROXY TCP4 localhost 198.51.100.1 4711 25\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711 25\\n",
                "PROXY TCP6 1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111\\r\\n",
                "\\r\\n\\r\\n\\0\\r\\nQUIX\\n\\x21\\x11\\0\\x0C",
                SIGNATURE + "\\x31\\x11\\0\\0",
                SIGNATURE + "\\x21\\x11\\xFF\\xFF",
                SIGNATURE + "\\x21\\x31\\0\\0",
                SIGNATURE + "\\x21\\x11\\0\\x04abcd",
                SIGNATURE + "\\x21\\x11\\0\\x0F\\xC0\\0\\x02\\x07\\xC6\\x33\\x64\\x01\\x12\\x67\\0\\x19\\x04\\xFF\\xFF"
            })
    void withoutAProperHeaderThereIsNoGreeting(String header) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().proxyProtocol().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.send(Escapes.unescaped(header));

            assertThat(client.reply()).isEqualTo("closed");
            smtp.awaitIdle(Duration.ofSeconds(5));
            assertThat(smtp.mailbox().sessions().get(0).findings())
                    .extracting(Finding::rule)
                    .containsExactly("BAD_PROXY_HEADER");
        }
    }

    @Test
    void theHeaderComesBeforeTlsAndBeforeNothingElse() throws IOException {
        byte[] header = "PROXY TCP4 192.0.2.7 198.51.100.1 4711 25\r\n".getBytes(ISO_8859_1);
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().proxyProtocol().implicitTls().start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            for (byte octet : header) {
                client.send(Character.toString(octet));
            }
            client.secure(smtp.certificate().orElseThrow().clientContext());

            assertThat(client.reply()).startsWith("220");
            assertThat(smtp.mailbox().sessions().get(0).client().getPort()).isEqualTo(4711);
        }
    }

    @Test
    void aTestChoosesAddressNameAndUserWithXclient() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().xclient().requireAuth().start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            assertThat(
                            client.say(
                                    "XCLIENT NAME=mail.other.example ADDR=IPV6:2001:db8::7 PORT=4711 LOGIN=ada HELO=other.example"))
                    .startsWith("220");
            client.say("EHLO other.example");
            assertThat(client.say("MAIL FROM:<a@x.test>")).startsWith("250");

            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.client().getHostString()).isEqualTo("mail.other.example");
            assertThat(session.client().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:7");
            assertThat(session.client().getPort()).isEqualTo(4711);
            assertThat(session.user()).contains("ada");
        }
    }
}
