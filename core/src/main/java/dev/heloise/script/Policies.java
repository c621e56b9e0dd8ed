package dev.heloise.script;

import static dev.heloise.script.Stage.AUTH;
import static dev.heloise.script.Stage.CONNECT;
import static dev.heloise.script.Stage.EHLO;
import static dev.heloise.script.Stage.END_OF_DATA;
import static dev.heloise.script.Stage.HELO;
import static dev.heloise.script.Stage.MAIL;
import static dev.heloise.script.Stage.RCPT;

import dev.heloise.mailbox.Helo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The policies of mail servers, under the names that their administrators know and with the replies that they give. A
 * server has none of them unless it is told to: by default nothing is refused that RFC 5321 does not demand.
 *
 * <pre>
 * FakeSmtpServer.builder()
 *         .policy(rejectNonFqdnHeloHostname(), rejectUnauthDestination("example.org", "*.example.org"))
 *         .start();
 * </pre>
 *
 * <p>Each is asked in the order in which the server was told of them, and the first opinion wins. Those that count or
 * measure time do so on the server's clock, and forget what they counted when the server is reset. Patterns are those
 * of {@link When}.
 */
public final class Policies {

    private Policies() {}

    /** {@code 501 5.5.2} for a {@code HELO} or {@code EHLO} name that is neither a domain nor an address. */
    public static Policy rejectInvalidHeloHostname() {
        return helo(
                "rejectInvalidHeloHostname", 501, "5.5.2", "Invalid name", said -> said.form() == Helo.Form.INVALID);
    }

    /** {@code 504 5.5.2} for a name of one label, such as {@code localhost}, and for an address without brackets. */
    public static Policy rejectNonFqdnHeloHostname() {
        return helo(
                "rejectNonFqdnHeloHostname",
                504,
                "5.5.2",
                "need fully-qualified hostname",
                said -> said.form() != Helo.Form.DOMAIN && said.form() != Helo.Form.ADDRESS_LITERAL);
    }

    /**
     * {@code 450 4.7.1} for a name that does not exist. Address literals need none.
     *
     * @param exists whether a name has an address or an MX, such as {@code zone::resolves} of heloise-deliverability
     */
    public static Policy rejectUnknownHeloHostname(Predicate<String> exists) {
        return helo(
                "rejectUnknownHeloHostname",
                450,
                "4.7.1",
                "Host not found",
                said -> said.form() != Helo.Form.ADDRESS_LITERAL && !exists.test(said.name()));
    }

    private static Policy helo(String name, int code, String enhanced, String why, Predicate<Helo> refused) {
        return NamedPolicy.refusing(
                name,
                request -> refused.test(new Helo(Helo.Verb.EHLO, request.subject())),
                request -> Refusals.helo(code, enhanced, request.subject(), why),
                EHLO,
                HELO);
    }

    /** {@code 503 5.5.1} for {@code MAIL} before {@code HELO} or {@code EHLO}, as this server asks for in any case. */
    public static Policy heloRequired() {
        return NamedPolicy.refusing(
                "heloRequired",
                request -> request.session().helo().verb() == Helo.Verb.NONE,
                "503 5.5.1 Error: send HELO/EHLO first",
                MAIL);
    }

    /** {@code 530 5.7.0} for {@code AUTH} and {@code MAIL} in clear (RFC 3207 §4). */
    public static Policy requireTls() {
        return NamedPolicy.refusing(
                "requireTls",
                request -> request.session().tls().isEmpty(),
                "530 5.7.0 Must issue a STARTTLS command first",
                AUTH,
                MAIL);
    }

    /** {@code 530 5.7.0} for {@code MAIL} by a client that has not authenticated (RFC 4954 §6). */
    public static Policy requireAuth() {
        return NamedPolicy.refusing(
                "requireAuth",
                request -> request.session().user().isEmpty(),
                "530 5.7.0 Authentication required",
                MAIL);
    }

    /**
     * {@code 554 5.7.1} for recipients elsewhere, unless the client has authenticated.
     *
     * @param domains patterns for the domains that are served here
     */
    public static Policy rejectUnauthDestination(String... domains) {
        List<Glob> served = Arrays.stream(domains).map(Glob::ofHost).toList();
        return NamedPolicy.refusing(
                "rejectUnauthDestination",
                request -> request.session().user().isEmpty()
                        && Domains.isIn(request.subject())
                        && noneMatches(served, Domains.of(request.subject())),
                request -> Refusals.of(554, "5.7.1", request.subject(), "Relay access denied"),
                RCPT);
    }

    /**
     * {@code 550 5.1.1} for recipients that are not among these; {@code Postmaster} is in any case (RFC 5321 §4.5.1).
     *
     * @param addresses patterns for the addresses that exist
     */
    public static Policy rejectUnlistedRecipient(String... addresses) {
        List<Glob> listed = Stream.concat(Arrays.stream(addresses), Stream.of("postmaster", "postmaster@*"))
                .map(Glob::ofAddress)
                .toList();
        return NamedPolicy.refusing(
                "rejectUnlistedRecipient",
                request -> noneMatches(listed, request.subject()),
                request -> Refusals.recipient(550, "5.1.1", request.subject(), "User unknown"),
                RCPT);
    }

    /**
     * {@code 554 5.7.1} for these senders.
     *
     * @param addresses patterns for the addresses that are not welcome; an empty one is the null reverse-path
     */
    public static Policy rejectSender(String... addresses) {
        List<Glob> unwelcome = Arrays.stream(addresses).map(Glob::ofAddress).toList();
        return NamedPolicy.refusing(
                "rejectSender",
                request -> !noneMatches(unwelcome, request.subject()),
                request -> Refusals.sender(554, "5.7.1", request.subject(), "Access denied"),
                MAIL);
    }

    /** {@code 504 5.5.2} for a sender whose domain has one label only. */
    public static Policy rejectNonFqdnSender() {
        return NamedPolicy.refusing(
                "rejectNonFqdnSender",
                request -> Domains.isIn(request.subject()) && !Domains.isFullyQualified(Domains.of(request.subject())),
                request -> Refusals.sender(504, "5.5.2", request.subject(), "need fully-qualified address"),
                MAIL);
    }

    /** {@code 504 5.5.2} for a recipient whose domain has one label only. */
    public static Policy rejectNonFqdnRecipient() {
        return NamedPolicy.refusing(
                "rejectNonFqdnRecipient",
                request -> Domains.isIn(request.subject()) && !Domains.isFullyQualified(Domains.of(request.subject())),
                request -> Refusals.recipient(504, "5.5.2", request.subject(), "need fully-qualified address"),
                RCPT);
    }

    /**
     * {@code 450 4.1.8} for a sender whose domain does not exist.
     *
     * @param exists whether a domain has an MX or an address, such as {@code zone::resolves} of heloise-deliverability
     */
    public static Policy rejectUnknownSenderDomain(Predicate<String> exists) {
        return NamedPolicy.refusing(
                "rejectUnknownSenderDomain",
                request -> Domains.isIn(request.subject()) && !exists.test(Domains.of(request.subject())),
                request -> Refusals.sender(450, "4.1.8", request.subject(), "Domain not found"),
                MAIL);
    }

    /**
     * {@code 450 4.1.2} for a recipient whose domain does not exist.
     *
     * @param exists whether a domain has an MX or an address, such as {@code zone::resolves} of heloise-deliverability
     */
    public static Policy rejectUnknownRecipientDomain(Predicate<String> exists) {
        return NamedPolicy.refusing(
                "rejectUnknownRecipientDomain",
                request -> Domains.isIn(request.subject()) && !exists.test(Domains.of(request.subject())),
                request -> Refusals.recipient(450, "4.1.2", request.subject(), "Domain not found"),
                RCPT);
    }

    /**
     * {@code 450 4.7.25} at {@code MAIL} for a client whose address has no name that leads back to it.
     *
     * @param confirmed whether an address has one, such as {@code zone::hasConfirmedName} of heloise-deliverability
     */
    public static Policy rejectUnknownClientHostname(Predicate<InetAddress> confirmed) {
        return client("rejectUnknownClientHostname", "4.7.25", "hostname", confirmed);
    }

    /**
     * {@code 450 4.7.1} at {@code MAIL} for a client whose address has no name.
     *
     * @param named whether an address has one, such as {@code zone::hasName} of heloise-deliverability
     */
    public static Policy rejectUnknownReverseClientHostname(Predicate<InetAddress> named) {
        return client("rejectUnknownReverseClientHostname", "4.7.1", "reverse hostname", named);
    }

    private static Policy client(String name, String enhanced, String what, Predicate<InetAddress> known) {
        return NamedPolicy.refusing(
                name,
                request -> !known.test(request.session().client().getAddress()),
                request -> Reply.of(
                        450,
                        enhanced,
                        "Client host rejected: cannot find your " + what + ", [" + request.client() + "]"),
                MAIL);
    }

    /** {@code 554 5.5.0} in place of a greeting for a client that does not wait for it (RFC 5321 §4.3.1). */
    public static Policy rejectEarlyTalkers() {
        return NamedPolicy.refusing(
                "rejectEarlyTalkers",
                request -> request.session().findings().stream()
                        .anyMatch(finding -> finding.rule().equals("EARLY_TALKER")),
                "554 5.5.0 Error: SMTP protocol synchronization",
                CONNECT);
    }

    /**
     * {@code 554 5.5.0} for everything in a transaction once the session has a finding worse than a remark, and for
     * mails with an error.
     */
    public static Policy rejectProtocolErrors() {
        return NamedPolicy.at("rejectProtocolErrors", new ProtocolErrors(), MAIL, RCPT, END_OF_DATA);
    }

    /**
     * {@code 554 5.4.6} for a mail that goes round in circles: each server it has been through has left a field
     * {@code Received}, and there are more of them than so many, 0 or more (RFC 5321 §6.3 has it 100 or more).
     */
    public static Policy hopcountLimit(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be 0 or more, but is " + most);
        }
        return NamedPolicy.refusing(
                "hopcountLimit(" + most + ")",
                request -> request.mail()
                        .filter(mail -> mail.headers("Received").size() > most)
                        .isPresent(),
                "554 5.4.6 Error: too many hops",
                END_OF_DATA);
    }

    /**
     * The same refusal for everything at one stage.
     *
     * @throws IllegalArgumentException if this is no {@linkplain Reply#of(String) reply}
     */
    public static Policy reject(Stage stage, String reply) {
        return NamedPolicy.refusing("reject(" + stage + ")", request -> true, reply, stage);
    }

    /** {@code 450 4.7.1} until client, sender and recipient come back after the delay (RFC 6647). */
    public static Policy greylist(Duration delay) {
        return new Greylist(new Answer.Greylisted(delay), Effect.NONE);
    }

    /** {@code 450 4.7.1} at {@code MAIL} for a sender who has begun so many transactions within the period. */
    public static Policy rateLimit(int mails, Duration period) {
        return new RateLimit(new Answer.Limited(mails, period), Effect.NONE);
    }

    /** {@code 452 4.2.2} for a recipient who has been sent so many mails, 0 or more. */
    public static Policy quota(int mails) {
        return new Quota(mails);
    }

    /** {@code 421 4.7.0} for a client address that has so many connections already, 1 or more. */
    public static Policy maxConnectionsPerClient(int count) {
        return new ConnectionLimit(count);
    }

    /**
     * The reply to each recipient of a mail after so many, 0 or more, comes after a delay. Belongs last in the list.
     */
    public static Policy tarpit(int recipients, Duration delay) {
        Verdict slow = Verdict.accept(Effect.NONE.after(delay));
        return NamedPolicy.at(
                "tarpit(" + Effect.text(delay) + " after " + recipients + ")",
                request -> request.transaction()
                                .filter(open -> open.recipients().size() >= recipients)
                                .isPresent()
                        ? slow
                        : Verdict.noOpinion(),
                RCPT);
    }

    private static boolean noneMatches(List<Glob> patterns, String text) {
        return patterns.stream().noneMatch(pattern -> pattern.matches(text));
    }
}
