package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The published policy of a domain (RFC 7208 §4.5, §4.6). An error anywhere in it makes all of it void, so it is read
 * as a whole before any of it is asked.
 */
record SpfRecord(List<Directive> directives, Optional<SpfMacro> redirect, Optional<SpfMacro> explanation) {

    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)=(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("([-+?~]?)([A-Za-z0-9]+)([:/].*)?");
    private static final Pattern DUAL_CIDR = Pattern.compile("(?:/([0-9]{1,4}))?(?://([0-9]{1,4}))?$");
    private static final Pattern CIDR = Pattern.compile("0|[1-9][0-9]{0,2}");

    SpfRecord {
        directives = List.copyOf(directives);
    }

    /** Whether a text is meant as an SPF record of version 1, whatever follows. */
    static boolean isVersion1(String text) {
        String version = "v=spf1";
        return text.regionMatches(true, 0, version, 0, version.length())
                && (text.length() == version.length() || text.charAt(version.length()) == ' ');
    }

    static SpfRecord parse(String text) throws SpfError {
        List<Directive> directives = new ArrayList<>();
        @Nullable SpfMacro redirect = null;
        @Nullable SpfMacro explanation = null;
        String[] terms = text.split(" ", -1);
        for (int i = 1; i < terms.length; i++) {
            Matcher modifier = MODIFIER.matcher(terms[i]);
            if (terms[i].isEmpty()) {
                continue;
            }
            if (!modifier.matches()) {
                directives.add(directive(terms[i]));
                continue;
            }
            switch (modifier.group(1).toLowerCase(Locale.ROOT)) {
                case "redirect" -> redirect = once(redirect, terms[i], modifier.group(2));
                case "exp" -> explanation = once(explanation, terms[i], modifier.group(2));
                // Unknown modifiers are ignored, but not their syntax (RFC 7208 §6).
                default -> SpfMacro.text(modifier.group(2));
            }
        }
        return new SpfRecord(directives, Optional.ofNullable(redirect), Optional.ofNullable(explanation));
    }

    private static SpfMacro once(@Nullable SpfMacro before, String term, String value) throws SpfError {
        if (before != null) {
            throw SpfError.syntax("\"" + term + "\" is the second of its name");
        }
        return SpfMacro.domain(value);
    }

    private static Directive directive(String term) throws SpfError {
        Matcher matcher = DIRECTIVE.matcher(term);
        if (!matcher.matches()) {
            throw SpfError.syntax("\"" + AsciiText.of(term) + "\" is neither a mechanism nor a modifier");
        }
        Verdict verdict = switch (matcher.group(1)) {
            case "-" -> Verdict.FAIL;
            case "~" -> Verdict.SOFTFAIL;
            case "?" -> Verdict.NEUTRAL;
            default -> Verdict.PASS;
        };
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        String name = matcher.group(2).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "all" -> new Directive(term, verdict, Mechanism.ALL, none(term, rest));
            case "include" -> new Directive(term, verdict, Mechanism.INCLUDE, required(term, rest));
            case "exists" -> new Directive(term, verdict, Mechanism.EXISTS, required(term, rest));
            case "ptr" ->
                new Directive(term, verdict, Mechanism.PTR, rest.isEmpty() ? none(term, rest) : required(term, rest));
            case "a" -> new Directive(term, verdict, Mechanism.A, host(term, rest));
            case "mx" -> new Directive(term, verdict, Mechanism.MX, host(term, rest));
            case "ip4" -> new Directive(term, verdict, Mechanism.IP, network(term, rest, 32));
            case "ip6" -> new Directive(term, verdict, Mechanism.IP, network(term, rest, 128));
            default -> throw SpfError.syntax("there is no mechanism \"" + name + "\"");
        };
    }

    private static Argument none(String term, String rest) throws SpfError {
        if (!rest.isEmpty()) {
            throw SpfError.syntax("\"" + AsciiText.of(term) + "\" has more than it may have");
        }
        return Argument.NONE;
    }

    private static Argument required(String term, String rest) throws SpfError {
        if (!rest.startsWith(":")) {
            throw SpfError.syntax("\"" + AsciiText.of(term) + "\" lacks a domain");
        }
        return new Argument(Optional.of(SpfMacro.domain(rest.substring(1))), Optional.empty(), 32, 128);
    }

    /** What {@code a} and {@code mx} take: a domain, and a prefix for each family, all of which may be left out. */
    private static Argument host(String term, String rest) throws SpfError {
        Matcher cidr = DUAL_CIDR.matcher(rest);
        if (!cidr.find()) {
            throw new IllegalStateException("an empty suffix always matches");
        }
        int prefix4 = prefix(term, cidr.group(1), 32);
        int prefix6 = prefix(term, cidr.group(2), 128);
        String domain = rest.substring(0, cidr.start());
        Argument prefixes = new Argument(Optional.empty(), Optional.empty(), prefix4, prefix6);
        return domain.isEmpty()
                ? prefixes
                : prefixes.with(required(term, domain).domain());
    }

    private static Argument network(String term, String rest, int bits) throws SpfError {
        int slash = rest.indexOf('/');
        String literal = rest.substring(Math.min(1, rest.length()), slash < 0 ? rest.length() : Math.max(1, slash));
        Optional<Ip> ip = bits == 32 ? Ip.parseV4(literal) : Ip.parseV6(literal);
        if (!rest.startsWith(":") || ip.isEmpty()) {
            throw SpfError.syntax("\"" + AsciiText.of(term) + "\" names no network");
        }
        int prefix = prefix(term, slash < 0 ? null : rest.substring(slash + 1), bits);
        return new Argument(Optional.empty(), ip, prefix, prefix);
    }

    private static int prefix(String term, @Nullable String digits, int max) throws SpfError {
        if (digits == null) {
            return max;
        }
        if (!CIDR.matcher(digits).matches() || Integer.parseInt(digits) > max) {
            throw SpfError.syntax("\"" + AsciiText.of(term) + "\" has no prefix length from 0 to " + max);
        }
        return Integer.parseInt(digits);
    }

    /** Whether every client gets an answer of its own: the record ends in {@code all}, or goes on elsewhere. */
    boolean isTerminated() {
        return redirect.isPresent() || all().isPresent();
    }

    /** The {@code all} that decides where nothing else did. */
    Optional<Directive> all() {
        return directives.stream().filter(d -> d.mechanism() == Mechanism.ALL).findFirst();
    }

    /** One mechanism and what it means if it matches. */
    record Directive(String term, Verdict verdict, Mechanism mechanism, Argument argument) {}

    /** What follows a mechanism's name; the prefixes are the longest of their family where none is given. */
    record Argument(Optional<SpfMacro> domain, Optional<Ip> network, int prefix4, int prefix6) {

        static final Argument NONE = new Argument(Optional.empty(), Optional.empty(), 32, 128);

        Argument with(Optional<SpfMacro> other) {
            return new Argument(other, network, prefix4, prefix6);
        }

        int prefixFor(Ip client) {
            return client.isV4() ? prefix4 : prefix6;
        }
    }

    /** The mechanisms of RFC 7208 §5; {@code ip4} and {@code ip6} differ in their network only. */
    enum Mechanism {
        ALL,
        INCLUDE,
        A,
        MX,
        PTR,
        IP,
        EXISTS;

        /** Whether it asks the DNS, and so counts to the limit (RFC 7208 §4.6.4). */
        boolean asksDns() {
            return this != ALL && this != IP;
        }
    }
}
