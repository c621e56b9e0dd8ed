package dev.heloise.app;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.mailbox.Transcript;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a list says about a session.
 *
 * @param client address and port, as in {@code 127.0.0.1:50123}
 * @param durationMillis how long it took, or has taken so far
 * @param refusal the last reply with which something was refused
 * @param delivered whether it delivered a mail, kept or not
 * @param mails the ids of the mails that it delivered and that are still kept
 */
record SessionSummary(
        String id,
        String client,
        Instant startedAt,
        long durationMillis,
        SmtpSession.End end,
        Introduction helo,
        List<Introduction> helos,
        Optional<Tls> tls,
        Optional<String> user,
        Optional<String> authMechanism,
        Optional<String> refusal,
        boolean delivered,
        List<String> mails,
        List<Finding> findings) {

    static SessionSummary of(SmtpSession session) {
        return new SessionSummary(
                session.id(),
                address(session.client()),
                session.startedAt(),
                session.duration().toMillis(),
                session.end(),
                Introduction.of(session.helo()),
                session.helos().stream().map(Introduction::of).toList(),
                session.tls().map(Tls::of),
                session.user(),
                session.authMechanism(),
                refusal(session.transcript().lines()),
                session.delivered(),
                session.mails().stream().map(ReceivedMail::id).toList(),
                session.findings());
    }

    private static Optional<String> refusal(List<Transcript.Line> lines) {
        return lines.stream()
                .filter(line -> line.side() == Transcript.Side.SERVER && isRefusal(line.text()))
                .reduce((earlier, later) -> later)
                .map(Transcript.Line::text);
    }

    private static boolean isRefusal(String reply) {
        return reply.startsWith("4") || reply.startsWith("5");
    }

    private static String address(InetSocketAddress client) {
        return UrlHost.of(client.getAddress().getHostAddress()) + ":" + client.getPort();
    }

    /** What was agreed in the TLS handshake; the certificate by its subject alone. */
    record Tls(
            String protocol,
            String cipher,
            Optional<String> sni,
            Optional<String> alpn,
            Optional<String> clientCertificate) {

        static Tls of(TlsInfo tls) {
            return new Tls(
                    tls.protocol(),
                    tls.cipher(),
                    tls.sni(),
                    tls.alpn(),
                    tls.clientCertificate()
                            .map(certificate ->
                                    certificate.getSubjectX500Principal().getName()));
        }
    }
}
