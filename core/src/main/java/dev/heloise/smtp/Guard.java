package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.StartTls;
import dev.heloise.smtp.Dialogue.Next;

/** What a command needs before it is even looked at, TLS and AUTH, and how the client gets the first of them. */
final class Guard {

    private final Security security;
    private final Admission admission;
    private final Client client;
    private final Course course;

    Guard(Security security, Admission admission, Client client, Course course) {
        this.security = security;
        this.admission = admission;
        this.client = client;
        this.course = course;
    }

    void check(Verb verb) {
        boolean secure = client.isSecure() || security.startTls() != StartTls.REQUIRED;
        require(secure || !verb.needsTls(), Replies.STARTTLS_REQUIRED);
        boolean known = client.isAuthenticated() || !security.authRequired();
        require(known || !verb.needsUser(), Replies.AUTH_REQUIRED);
    }

    /** The command {@code STARTTLS} (RFC 3207 §4), outside a transaction. */
    Reply startTls(Arguments arguments) {
        require(!client.isSecure(), Replies.TLS_ACTIVE);
        require(security.startTls() != StartTls.NONE, Replies.NOT_OFFERED);
        arguments.none();
        require(!client.isAuthenticated(), Replies.ALREADY_AUTHENTICATED);
        require(!security.startTlsFails(), Replies.TLS_UNAVAILABLE);
        Reply reply = admission.judge(Stage.STARTTLS, "", null).reply(Replies.START_TLS);
        if (reply.code() == Replies.START_TLS.code()) {
            course.expect(Next.HANDSHAKE);
        }
        return reply;
    }
}
