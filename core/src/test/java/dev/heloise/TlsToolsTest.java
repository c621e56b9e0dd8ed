package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that send mail, over both kinds of TLS and with each mechanism that they know. */
class TlsToolsTest {

    private static final String MESSAGE = "Subject: x\r\nFrom: a@client.example\r\n\r\nbody\r\n";

    @TempDir
    Path files;

    private FakeSmtpServer server(String mechanism) {
        return FakeSmtpServer.builder()
                .startTls(StartTls.REQUIRED)
                .tlsPort(0)
                .credentials("alice", "secret")
                .requireAuth()
                .authMechanisms(mechanism)
                .start();
    }

    private static String port(FakeSmtpServer smtp, String tls) {
        return Integer.toString(tls.equals("IMPLICIT") ? smtp.tlsPort().orElseThrow() : smtp.port());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content).toString();
    }

    private String trusted(FakeSmtpServer smtp) throws IOException {
        return file("server.pem", smtp.certificate().orElseThrow().pem());
    }

    private static void assertArrived(FakeSmtpServer smtp, String mechanism) {
        ReceivedMail mail = smtp.mailbox().mails().get(0);
        assertThat(mail.session().tls()).isPresent();
        assertThat(mail.session().user()).contains("alice");
        assertThat(mail.session().authMechanism()).contains(mechanism);
        assertThat(mail.session().findings())
                .extracting(Finding::rule)
                // Their business: what they call themselves, and how they take leave.
                .filteredOn(rule -> !rule.startsWith("HELO_") && !rule.equals("NO_QUIT"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS", "LOGIN, STARTTLS", "CRAM-MD5, STARTTLS", "XOAUTH2, STARTTLS", "OAUTHBEARER, STARTTLS",
        "PLAIN, IMPLICIT", "LOGIN, IMPLICIT", "CRAM-MD5, IMPLICIT", "XOAUTH2, IMPLICIT", "OAUTHBEARER, IMPLICIT"
    })
    void curl(String mechanism, String tls) throws IOException {
        Tool curl = Tool.that("curl", "--version");
        try (FakeSmtpServer smtp = server(mechanism)) {
            String scheme = tls.equals("IMPLICIT") ? "smtps" : "smtp";
            List<String> arguments = new ArrayList<>(List.of(
                    "-sS",
                    "--ssl-reqd",
                    "--cacert",
                    trusted(smtp),
                    scheme + "://localhost:" + port(smtp, tls) + "/client.example",
                    "--login-options",
                    "AUTH=" + mechanism,
                    "--mail-from",
                    "a@client.example",
                    "--mail-rcpt",
                    "ada@example.com",
                    "--upload-file",
                    file("message.eml", MESSAGE)));
            arguments.addAll(
                    mechanism.contains("AUTH")
                            ? List.of("--user", "alice", "--oauth2-bearer", "secret")
                            : List.of("--user", "alice:secret"));
            curl.run("", arguments.toArray(String[]::new));

            assertArrived(smtp, mechanism);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS",
        "LOGIN, STARTTLS",
        "CRAM-MD5, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, IMPLICIT",
        "CRAM-MD5, IMPLICIT"
    })
    void pythonsSmtplib(String mechanism, String tls) throws IOException {
        String program = """
                import smtplib, ssl, sys
                port, pem, tls, content = sys.argv[1:]
                context = ssl.create_default_context(cafile=pem)
                if tls == 'IMPLICIT':
                    client = smtplib.SMTP_SSL('localhost', int(port), 'client.example', context=context)
                else:
                    client = smtplib.SMTP('localhost', int(port), 'client.example')
                    client.starttls(context=context)
                client.login('alice', 'secret')
                client.sendmail('a@client.example', ['ada@example.com'], content)
                client.quit()
                """;
        Tool python = Tool.that("python3", "--version");
        try (FakeSmtpServer smtp = server(mechanism)) {
            python.run("", "-c", program, port(smtp, tls), trusted(smtp), tls, MESSAGE);

            assertArrived(smtp, mechanism);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS",
        "LOGIN, STARTTLS",
        "CRAM-MD5, STARTTLS",
        "XOAUTH2, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, IMPLICIT",
        "CRAM-MD5, IMPLICIT",
        "XOAUTH2, IMPLICIT"
    })
    void nodemailer(String mechanism, String tls) throws IOException {
        String program = """
                const [, port, pem, tls, mechanism] = process.argv;
                const login = mechanism === 'XOAUTH2'
                    ? {type: 'OAuth2', user: 'alice', accessToken: 'secret'} : {user: 'alice', pass: 'secret'};
                require('nodemailer').createTransport({
                    host: '127.0.0.1', port, name: 'client.example', secure: tls === 'IMPLICIT', requireTLS: true,
                    tls: {ca: require('fs').readFileSync(pem)}, auth: login, authMethod: mechanism,
                }).sendMail({from: 'a@client.example', to: 'ada@example.com', subject: 'x', text: 'body'})
                    .catch(error => { console.error(error); process.exit(1); });
                """;
        Tool node = Tool.that("node", "-e", "require('nodemailer')");
        try (FakeSmtpServer smtp = server(mechanism)) {
            node.run("", "-e", program, port(smtp, tls), trusted(smtp), tls, mechanism);

            assertArrived(smtp, mechanism);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS",
        "LOGIN, STARTTLS",
        "CRAM-MD5, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, IMPLICIT",
        "CRAM-MD5, IMPLICIT"
    })
    void swaks(String mechanism, String tls) throws IOException {
        Tool.that("perl", "-MNet::SSLeay", "-MDigest::MD5", "-e", "1");
        Tool swaks = Tool.that("swaks", "--version");
        try (FakeSmtpServer smtp = server(mechanism)) {
            swaks.run(
                    "",
                    "--server",
                    "localhost:" + port(smtp, tls),
                    tls.equals("IMPLICIT") ? "--tls-on-connect" : "--tls",
                    "--tls-verify",
                    "--tls-ca-path",
                    trusted(smtp),
                    "--auth",
                    mechanism,
                    "--auth-user",
                    "alice",
                    "--auth-password",
                    "secret",
                    "--helo",
                    "client.example",
                    "--from",
                    "a@client.example",
                    "--to",
                    "ada@example.com");

            assertArrived(smtp, mechanism);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS",
        "LOGIN, STARTTLS",
        "CRAM-MD5, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, IMPLICIT",
        "CRAM-MD5, IMPLICIT"
    })
    void perlsNetSmtp(String mechanism, String tls) throws IOException {
        String program = """
                use Net::SMTP; use Authen::SASL;
                my ($port, $pem, $tls, $mechanism, $content) = @ARGV;
                my %trust = (SSL_ca_file => $pem, SSL_verifycn_name => 'localhost');
                my $client = Net::SMTP->new('localhost', Port => $port, Hello => 'client.example',
                    $tls eq 'IMPLICIT' ? (SSL => 1, %trust) : ()) or die $@;
                $tls eq 'IMPLICIT' or $client->starttls(%trust) or die $@;
                $client->auth(Authen::SASL->new(mechanism => $mechanism,
                    callback => {user => 'alice', authname => '', pass => 'secret'})) or die $client->message;
                $client->mail('a@client.example') and $client->to('ada@example.com') or die;
                $client->data() and $client->datasend($content) and $client->dataend() or die;
                $client->quit;
                """;
        Tool perl = Tool.that(
                "perl", "-MNet::SMTP", "-MIO::Socket::SSL", "-MAuthen::SASL", "-MDigest::HMAC_MD5", "-e", "1");
        try (FakeSmtpServer smtp = server(mechanism)) {
            perl.run("", "-e", program, port(smtp, tls), trusted(smtp), tls, mechanism, MESSAGE);

            assertArrived(smtp, mechanism);
        }
    }
}
