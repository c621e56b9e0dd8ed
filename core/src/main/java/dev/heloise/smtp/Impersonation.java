package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.AddressLiteral;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.SessionRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code XCLIENT} as Postfix has it: a proxy, or a test, says for whom it speaks. */
final class Impersonation {

    /** The attributes, as the reply to {@code EHLO} lists them. */
    static final String ATTRIBUTES = "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

    private static final Set<String> NAMES = Set.of(ATTRIBUTES.split(" ", -1));
    private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
    private static final String IPV6 = "IPV6:";

    private final SessionRecorder session;
    private final Client client;

    Impersonation(SessionRecorder session, Client client) {
        this.session = session;
        this.client = client;
    }

    /** Takes over what the command says; the session then stands where it stood before the greeting. */
    void xclient(Arguments arguments) {
        require(!arguments.isEmpty(), Replies.ARGUMENT_MISSING);
        Map<String, String> attributes = new HashMap<>();
        for (String attribute : arguments.rest().split(" +", -1)) {
            int equals = attribute.indexOf('=');
            String name = attribute.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
            require(NAMES.contains(name), Replies.BAD_PARAMETER);
            String value = decoded(attribute.substring(equals + 1));
            attributes.put(name, UNKNOWN.contains(value.toUpperCase(Locale.ROOT)) ? "" : value);
        }
        InetSocketAddress said = address(attributes);
        client.replaced();
        session.speaksFor(said);
        String login = attributes.getOrDefault("LOGIN", "");
        if (!login.isEmpty()) {
            client.authenticated();
            session.authenticated(login, "");
        }
        String helo = attributes.getOrDefault("HELO", "");
        if (!helo.isEmpty()) {
            boolean plain = attributes.getOrDefault("PROTO", "").equalsIgnoreCase("SMTP");
            session.hello(new Helo(plain ? Helo.Verb.HELO : Helo.Verb.EHLO, helo));
        }
    }

    private InetSocketAddress address(Map<String, String> attributes) {
        InetSocketAddress real = session.session().client();
        String said = attributes.getOrDefault("ADDR", "");
        String name = attributes.getOrDefault("NAME", "");
        String port = attributes.getOrDefault("PORT", "");
        require(port.isEmpty() || isPort(port), Replies.BAD_PARAMETER);
        try {
            byte[] octets = said.isEmpty() ? real.getAddress().getAddress() : octets(said);
            // The name is taken over as it is; it is never looked up.
            InetAddress address = InetAddress.getByAddress(name.isEmpty() ? null : name, octets);
            return new InetSocketAddress(address, port.isEmpty() ? real.getPort() : Integer.parseInt(port));
        } catch (IOException e) {
            throw new Refusal(Replies.BAD_PARAMETER);
        }
    }

    private static byte[] octets(String said) throws IOException {
        boolean six = said.regionMatches(true, 0, IPV6, 0, IPV6.length());
        String literal = six ? said.substring(IPV6.length()) : said;
        require(
                AddressLiteral.isValid("[" + (six ? IPV6 : "") + literal + "]") && (six || isDotted(literal)),
                Replies.BAD_PARAMETER);
        return InetAddress.getByName(literal).getAddress();
    }

    private static boolean isDotted(String literal) {
        return literal.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
    }

    private static String decoded(String xtext) {
        require(xtext.length() <= 255 && xtext.matches("(?:[!-*,-~]|\\+[0-9A-Fa-f]{2})+"), Replies.BAD_PARAMETER);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                octets.write(Integer.parseInt(xtext.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(c);
            }
        }
        String value = octets.toString(StandardCharsets.UTF_8);
        require(value.chars().noneMatch(Character::isISOControl), Replies.BAD_PARAMETER);
        return value;
    }
}
