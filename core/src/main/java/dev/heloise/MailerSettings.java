package dev.heloise;

import java.util.Optional;

/**
 * What a mailer cannot do without on the way to a server's port, besides the port.
 *
 * @param implicitTls whether it has to begin with TLS
 * @param startTls whether it has to say {@code STARTTLS}
 * @param login as whom it has to authenticate, where it has to
 */
record MailerSettings(boolean implicitTls, boolean startTls, Optional<Login> login) {

    /** A user and the password. */
    record Login(String user, String password) {

        /** The user alone. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** What can be seen of a server from outside. */
    static MailerSettings of(SmtpEndpoint server) {
        boolean implicit = server.tlsPort().isPresent() && server.tlsPort().getAsInt() == server.port();
        return new MailerSettings(implicit, false, Optional.empty());
    }
}
