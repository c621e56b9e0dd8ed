package dev.heloise.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/** What the README and {@code migrating.md} say of those peers that run in a test; the others were read. */
class ComparisonTest {

    private static final String CONTENT = "Subject: Hello\r\n\r\nIt works.\r\n";
    private static final List<String> COMMANDS = List.of(
            "EHLO shop.example",
            "MAIL FROM:<ada@example.com>",
            "RCPT TO:<bob@example.com>",
            "RCPT TO:<carl@example.com>",
            "DATA",
            CONTENT + ".",
            "QUIT");

    @Test
    void heloiseKeepsWhatWasSent() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            dialogue(smtp.port());

            assertThat(smtp.mailbox().mails()).hasSize(1);
            assertThat(smtp.mailbox().mails().get(0).raw()).isEqualTo(CONTENT.getBytes(UTF_8));
            assertThat(smtp.mailbox().mails().get(0).session().helo().name()).isEqualTo("shop.example");
        }
    }

    @Test
    void greenMailAddsFieldsAndOffersNoStartTls() throws IOException {
        GreenMail greenMail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        greenMail.start();
        try {
            assertThat(dialogue(greenMail.getSmtp().getPort())).noneMatch(line -> line.contains("STARTTLS"));

            assertThat(greenMail.getReceivedMessages())
                    .as("one for each recipient")
                    .hasSize(2);
            String kept = GreenMailUtil.getWholeMessage(greenMail.getReceivedMessages()[0]);
            assertThat(kept).startsWith("Return-Path:").contains("Received:").contains("HELO shop.example");
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void greenMailRefusesMailsWith451() throws IOException {
        GreenMail greenMail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        greenMail.start();
        try {
            greenMail.getUserManager().setMessageDeliveryHandler((mail, recipient) -> {
                throw new UserException("Mailbox full");
            });

            assertThat(dialogue(greenMail.getSmtp().getPort())).anyMatch(line -> line.startsWith("451 "));
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void wiserAddsAField() throws IOException {
        Wiser wiser = Wiser.create(SMTPServer.port(0));
        wiser.start();
        try {
            dialogue(wiser.getServer().getPortAllocated());

            assertThat(wiser.getMessages()).as("one for each recipient").hasSize(2);
            assertThat(new String(wiser.getMessages().get(0).getData(), UTF_8))
                    .startsWith("Received:")
                    .endsWith(CONTENT);
        } finally {
            wiser.stop();
        }
    }

    /** Sends a mail, one command after the other, and returns what the server said. */
    private static List<String> dialogue(int port) throws IOException {
        List<String> said = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            said.add(replies.readLine());
            for (String command : COMMANDS) {
                socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
                do {
                    said.add(replies.readLine());
                } while (said.get(said.size() - 1).startsWith("-", 3));
            }
        }
        return said;
    }
}
