package dev.heloise.smtp;

import dev.heloise.script.SmtpExtension;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parameter of {@code MAIL} or {@code RCPT} that some extension defines, and the form of its value. */
enum Parameter {
    SIZE("SIZE", Verb.MAIL, SmtpExtension.SIZE),
    BODY("BODY", Verb.MAIL, SmtpExtension.EIGHTBITMIME),
    SMTPUTF8("SMTPUTF8", Verb.MAIL, SmtpExtension.SMTPUTF8),
    RET("RET", Verb.MAIL, SmtpExtension.DSN),
    ENVID("ENVID", Verb.MAIL, SmtpExtension.DSN),
    NOTIFY("NOTIFY", Verb.RCPT, SmtpExtension.DSN),
    ORCPT("ORCPT", Verb.RCPT, SmtpExtension.DSN),
    /** That of RFC 4954 §5, which comes with AUTH and not with an extension of its own. */
    AUTH("AUTH", Verb.MAIL, null),
    REQUIRETLS("REQUIRETLS", Verb.MAIL, SmtpExtension.REQUIRETLS),
    MT_PRIORITY("MT-PRIORITY", Verb.MAIL, SmtpExtension.MT_PRIORITY),
    BY("BY", Verb.MAIL, SmtpExtension.DELIVERBY),
    HOLDFOR("HOLDFOR", Verb.MAIL, SmtpExtension.FUTURERELEASE),
    HOLDUNTIL("HOLDUNTIL", Verb.MAIL, SmtpExtension.FUTURERELEASE);

    private static final Pattern NAME = Pattern.compile("[A-Z0-9][A-Z0-9-]*");
    private static final Pattern VALUE = Pattern.compile("[!-<>-~\\x{80}-\\x{10FFFF}]+");
    private static final int MAX_ENVID = 100;
    private static final int MAX_XTEXT = 500;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~\\x{80}-\\x{10FFFF}]|\\+[0-9A-F]{2})*");
    private static final Pattern ENCODED_CONTROL = Pattern.compile("\\+(?:[01][0-9A-F]|7F|[89A-F][0-9A-F])");
    private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern PRIORITY = Pattern.compile("0|-?[1-9]");
    private static final Pattern DELIVER_BY = Pattern.compile("[+-]?[0-9]{1,9};[RN]T?");
    private static final Pattern RETURN_IN_TIME = Pattern.compile("(?:-[0-9]+|\\+?0+);R.*");
    private static final Set<String> NOTICES = Set.of("SUCCESS", "FAILURE", "DELAY");

    private final String keyword;
    private final Verb verb;
    private final @Nullable SmtpExtension extension;

    Parameter(String keyword, Verb verb, @Nullable SmtpExtension extension) {
        this.keyword = keyword;
        this.verb = verb;
        this.extension = extension;
    }

    /** Whether this is an esmtp-keyword, in capitals. */
    static boolean isKeyword(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether this is an esmtp-value (RFC 5321 §4.1.2, RFC 6531 §3.3). */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** The parameter of that name that a command may have and its client was offered. */
    static Optional<Parameter> of(Verb verb, String keyword, Client client) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.keyword.equals(keyword) && parameter.verb == verb)
                .filter(parameter -> parameter.isOffered(client))
                .findFirst();
    }

    private boolean isOffered(Client client) {
        return switch (this) {
            case AUTH -> client.isOfferedAuth();
            case BODY -> client.offers(SmtpExtension.EIGHTBITMIME) || client.offers(SmtpExtension.BINARYMIME);
            default -> extension != null && client.offers(extension);
        };
    }

    /** @param value what stands behind the equals sign; empty where there is none */
    boolean accepts(String value, boolean hasValue, Client client) {
        String upper = value.toUpperCase(Locale.ROOT);
        return switch (this) {
                    case SMTPUTF8, REQUIRETLS -> !hasValue;
                    case SIZE -> DIGITS.matcher(value).matches();
                    case BODY -> isBody(upper, client);
                    case RET -> upper.equals("FULL") || upper.equals("HDRS");
                    case ENVID -> value.length() <= MAX_ENVID && Path.isAscii(value) && isPrintable(value);
                    case NOTIFY -> upper.equals("NEVER") || areNotices(List.of(upper.split(",", -1)));
                    case ORCPT -> isOriginal(value);
                    case AUTH -> value.equals("<>") || (hasValue && isPrintable(value));
                    case MT_PRIORITY -> PRIORITY.matcher(value).matches();
                    // RFC 2852 §4.3: to return what is late already makes no sense.
                    case BY ->
                        DELIVER_BY.matcher(upper).matches()
                                && !RETURN_IN_TIME.matcher(upper).matches();
                    case HOLDFOR -> DIGITS.matcher(value).matches() && isWithin(value);
                    case HOLDUNTIL -> isTime(upper, client.latestRelease());
                }
                && (hasValue || this == SMTPUTF8 || this == REQUIRETLS);
    }

    private static boolean isBody(String value, Client client) {
        return switch (value) {
            case "7BIT" -> true;
            case "8BITMIME" -> client.offers(SmtpExtension.EIGHTBITMIME);
            case "BINARYMIME" -> client.offers(SmtpExtension.BINARYMIME);
            default -> false;
        };
    }

    /** RFC 3461 §4.1: {@code NEVER} stands alone. */
    private static boolean areNotices(List<String> notices) {
        return NOTICES.containsAll(notices) && new HashSet<>(notices).size() == notices.size();
    }

    /** RFC 3461 §4.2: a type of addresses, and an address; UTF-8 where that is the type (RFC 6533 §3). */
    private static boolean isOriginal(String value) {
        int semicolon = value.indexOf(';');
        return semicolon > 0
                && semicolon < value.length() - 1
                && ADDRESS_TYPE.matcher(value.substring(0, semicolon)).matches()
                && (Path.isAscii(value) || value.regionMatches(true, 0, "utf-8;", 0, 6))
                && isPrintable(value.substring(semicolon + 1));
    }

    /** RFC 3461 §4: xtext, in which nothing is hidden that could break a line. */
    private static boolean isPrintable(String value) {
        return value.length() <= MAX_XTEXT
                && XTEXT.matcher(value).matches()
                && !ENCODED_CONTROL.matcher(value).find();
    }

    private static boolean isWithin(String seconds) {
        return seconds.length() <= 9 && Long.parseLong(seconds) <= Client.LONGEST_HOLD.toSeconds();
    }

    private static boolean isTime(String value, Instant latest) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            return time.getYear() > 0 && !time.toInstant().isAfter(latest);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
