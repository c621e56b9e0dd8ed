package dev.heloise.testcontainers;

import com.grack.nanojson.JsonObject;
import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SessionCopy;
import dev.heloise.mailbox.Severity;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transcript;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rebuilds a session from its JSON, with the mails that are given to it. */
final class SessionReader {

    private final JsonObject json;
    private final Map<String, ToldMail> mails;
    private final SessionCopy copy;

    /** @param mails those of the session that are kept, by their ids */
    private SessionReader(JsonObject json, Map<String, ToldMail> mails) {
        this.json = json;
        this.mails = mails;
        this.copy = new SessionCopy(
                json.getString("id"),
                client(json.getString("client")),
                Instant.parse(json.getString("startedAt")),
                Duration.ofMillis(json.getLong("durationMillis")));
    }

    static SmtpSession read(JsonObject json, Map<String, ToldMail> mails) {
        SessionReader reader = new SessionReader(json, mails);
        reader.facts();
        Deque<Content> contents = new ArrayDeque<>();
        reader.transactions(contents);
        reader.transcript(contents);
        return reader.copy.session();
    }

    private void facts() {
        copy.end(SmtpSession.End.valueOf(json.getString("end")));
        Api.objects(json, "helos")
                .forEach(helo ->
                        copy.hello(new Helo(Helo.Verb.valueOf(helo.getString("verb")), helo.getString("name"))));
        Api.objects(json, "findings").forEach(finding -> copy.find(finding(finding)));
        if (json.getBoolean("delivered")) {
            copy.delivered();
        }
        if (json.has("tls")) {
            copy.secured(tls(json.getObject("tls")));
        }
        if (json.has("user")) {
            copy.authenticated(json.getString("user"), json.getString("authMechanism", ""));
        }
    }

    private void transactions(Deque<Content> contents) {
        for (JsonObject told : Api.objects(json, "transactions")) {
            Transaction transaction = copy.transaction(
                    envelope(told),
                    recipients(told, "refused"),
                    Transaction.Outcome.valueOf(told.getString("outcome")));
            ToldMail mail = mails.get(told.getString("mail", ""));
            if (mail != null) {
                copy.mail(transaction, mail.id(), mail.receivedAt(), mail.content());
                contents.add(mail.content());
            }
        }
    }

    /** Contents stand in the order of their mails. One that became no mail is told by its size alone. */
    private void transcript(Deque<Content> contents) {
        for (JsonObject line : Api.objects(json, "transcript")) {
            Instant instant = Instant.parse(line.getString("instant"));
            String text = line.getString("text");
            Content next = contents.peek();
            if (line.getBoolean("content") && next != null && text.equals(sized(next))) {
                copy.content(instant, contents.remove());
            } else {
                copy.line(
                        Transcript.Side.valueOf(line.getString("side")),
                        instant,
                        Base64.getDecoder().decode(line.getString("bytes", "")),
                        text,
                        Api.objects(line, "findings").stream()
                                .map(SessionReader::finding)
                                .toList());
            }
        }
    }

    private static String sized(Content content) {
        return "(" + content.size() + " octets of content)";
    }

    private static InetSocketAddress client(String text) {
        int colon = text.lastIndexOf(':');
        try {
            // A literal, so nothing is looked up.
            InetAddress address = InetAddress.getByName(text.substring(0, colon));
            return new InetSocketAddress(address, Integer.parseInt(text.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address: " + text, e);
        }
    }

    private static Envelope envelope(JsonObject told) {
        return new Envelope(told.getString("sender"), parameters(told), recipients(told, "recipients"));
    }

    private static List<Recipient> recipients(JsonObject told, String name) {
        return Api.objects(told, name).stream()
                .map(each -> new Recipient(each.getString("address"), parameters(each)))
                .toList();
    }

    private static Map<String, String> parameters(JsonObject told) {
        Map<String, String> parameters = new LinkedHashMap<>();
        told.getObject("parameters", new JsonObject()).forEach((key, value) -> parameters.put(key, value.toString()));
        return parameters;
    }

    /** A client's certificate is told by its subject alone. */
    private static TlsInfo tls(JsonObject told) {
        return new TlsInfo(
                told.getString("protocol"),
                told.getString("cipher"),
                Optional.ofNullable(told.getString("sni")),
                Optional.ofNullable(told.getString("alpn")),
                Optional.empty());
    }

    private static Finding finding(JsonObject told) {
        return new Finding(
                told.getString("rule"),
                Severity.valueOf(told.getString("severity")),
                told.getString("reference"),
                told.getString("text"));
    }

    /** A mail as far as it is not told by its session. */
    record ToldMail(String id, Instant receivedAt, Content content) {}
}
