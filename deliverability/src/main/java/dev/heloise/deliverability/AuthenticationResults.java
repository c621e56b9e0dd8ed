package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes the header field in which a receiver tells its results (RFC 8601 §2.2), one result a line. */
final class AuthenticationResults {

    static final String NAME = "Authentication-Results";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+._{|}~^`-]+");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+._{|}~^`/-]*@[A-Za-z0-9._-]+");
    private static final int MAX_VALUE = 200;

    private final String server;
    private final List<String> results = new ArrayList<>();

    AuthenticationResults(String server) {
        this.server = server;
    }

    AuthenticationResults add(IprevResult iprev) {
        results.add(
                "iprev=" + word(iprev.verdict()) + property("policy.iprev", iprev.address()) + comment(iprev.name()));
        return this;
    }

    AuthenticationResults add(SpfResult spf) {
        String property = spf.identity() == SpfResult.Identity.HELO ? "smtp.helo" : "smtp.mailfrom";
        results.add("spf=" + word(spf.verdict()) + property(property, spf.domain()));
        return this;
    }

    AuthenticationResults add(List<DkimResult> signatures) {
        if (signatures.isEmpty()) {
            results.add("dkim=none");
        }
        for (DkimResult dkim : signatures) {
            results.add("dkim=" + word(dkim.verdict())
                    + (dkim.passes() ? "" : " reason=" + quoted(dkim.reason()))
                    + property("header.d", dkim.domain())
                    + property("header.i", dkim.identity())
                    + property("header.a", dkim.algorithm())
                    + property("header.s", dkim.selector())
                    + property("header.b", dkim.signature()));
        }
        return this;
    }

    AuthenticationResults add(DmarcResult dmarc) {
        String policy = dmarc.policyDomain().isEmpty()
                ? ""
                : " (p=" + word(dmarc.policy()) + " dis=" + word(dmarc.disposition()) + ")";
        results.add("dmarc=" + word(dmarc.verdict()) + policy + property("header.from", dmarc.domain()));
        return this;
    }

    AuthenticationResults add(ArcResult arc) {
        String oldest = arc.passes() ? property("header.oldest-pass", Integer.toString(arc.oldestPass())) : "";
        results.add("arc=" + word(arc.verdict()) + oldest);
        return this;
    }

    /** The whole field. */
    String field() {
        return NAME + ": " + value(server) + ";\r\n\t" + String.join(";\r\n\t", results);
    }

    /** Whether a field of a message claims to be of that server, which it cannot be yet (RFC 8601 §5). */
    static boolean isOf(RawField field, String server) {
        String value = field.unfolded().replaceAll("\\([^()]*\\)", " ").strip();
        String name = value.split("[ \\t;]", 2)[0].replace("\"", "");
        return field.isNamed(NAME) && name.equalsIgnoreCase(server);
    }

    private static String word(Enum<?> verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String property(String name, String value) {
        return value.isEmpty() ? "" : " " + name + "=" + value(value);
    }

    private static String comment(String text) {
        return text.isEmpty() ? "" : " (" + clean(text).replaceAll("[()\\\\]", "?") + ")";
    }

    private static String value(String value) {
        return TOKEN.matcher(value).matches() || ADDRESS.matcher(value).matches() ? clean(value) : quoted(value);
    }

    private static String quoted(String value) {
        return "\"" + clean(value).replaceAll("[\"\\\\]", "\\\\$0") + "\"";
    }

    /** What the client said must not become a header field of its own. */
    private static String clean(String value) {
        return AsciiText.of(value, MAX_VALUE);
    }
}
