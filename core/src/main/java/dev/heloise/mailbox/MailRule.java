package dev.heloise.mailbox;

import static dev.heloise.mailbox.Severity.ERROR;
import static dev.heloise.mailbox.Severity.INFO;
import static dev.heloise.mailbox.Severity.WARNING;

import java.util.Locale;
import java.util.Optional;

/**
 * Every rule by which the content of a mail is judged: the constant's name is {@link Finding#rule()}. Findings are told
 * in the order of this table.
 */
enum MailRule {
    /** A lenient server would have taken a line within the content for its end, and the rest for commands. */
    SMUGGLING(ERROR, "RFC 5321 §4.1.1.4"),
    /** A line began with one dot, which the server takes away: the client forgot to double it. */
    UNSTUFFED_DOT(ERROR, "RFC 5321 §4.5.2"),
    /** LF without CR before it. */
    BARE_LF_DATA(ERROR, "RFC 5321 §2.3.8"),
    /** CR without LF after it. */
    BARE_CR_DATA(ERROR, "RFC 5321 §2.3.8"),
    /** More than 998 octets without the line end. */
    LINE_TOO_LONG(ERROR, "RFC 5322 §2.1.1"),
    /** An octet of zero. */
    NUL(ERROR, "RFC 5322 §4"),
    /** Octets over 127 in the body, and the envelope did not say so. */
    EIGHT_BIT_WITHOUT_8BITMIME(ERROR, "RFC 5321 §2.4"),
    /** Octets over 127 in the header, and the envelope did not say SMTPUTF8. */
    EIGHT_BIT_HEADER(ERROR, "RFC 5322 §2.2"),
    /** The declared SIZE is less than the real one, or far more. */
    SIZE_MISMATCH(WARNING, "RFC 1870 §6"),
    /** The envelope said SMTPUTF8, and nothing in it or in the mail needs that. */
    NEEDLESS_SMTPUTF8(INFO, "RFC 6531 §3.4"),
    /** The sender is what a library makes up when nobody tells it one. */
    ENVELOPE_DEFAULT(WARNING, "RFC 5321 §2.3.5"),

    /** A line of the header that is no field. */
    HEADER_MALFORMED(ERROR, "RFC 5322 §2.2"),
    /** More header than is read. */
    HEADER_TOO_LARGE(WARNING, MailRule.OUR_LIMIT),
    /** No Date. */
    MISSING_DATE(ERROR, "RFC 5322 §3.6"),
    /** A Date that is none. */
    BAD_DATE(WARNING, "RFC 5322 §3.3"),
    /** No From. */
    MISSING_FROM(ERROR, "RFC 5322 §3.6"),
    /** Several authors, and nobody is named as the one who sent it. */
    MISSING_SENDER(ERROR, "RFC 5322 §3.6.2"),
    /** From has no domain, or several. */
    DMARC_NOT_APPLICABLE(WARNING, "RFC 9989 §5.3.1"),
    /** Neither To nor Cc. */
    TO_MISSING(WARNING, "RFC 5322 §3.6.3"),
    /** Bcc was left in. */
    BCC_IN_HEADER(WARNING, "RFC 5322 §3.6.3"),
    /** No Message-ID. */
    MISSING_MESSAGE_ID(WARNING, "RFC 5322 §3.6.4"),
    /** A Message-ID that is none. */
    BAD_MESSAGE_ID(WARNING, "RFC 5322 §3.6.4"),
    /** The Message-ID is not unique in the world: its right side is the name that every host gives itself. */
    MSGID_LOCALHOST(WARNING, "RFC 5322 §3.6.4"),
    /** Several Date fields; so for the next ones. */
    DUPLICATE_DATE(ERROR, MailRule.ONCE),
    DUPLICATE_FROM(ERROR, MailRule.ONCE),
    DUPLICATE_SENDER(ERROR, MailRule.ONCE),
    DUPLICATE_REPLY_TO(ERROR, MailRule.ONCE),
    DUPLICATE_TO(ERROR, MailRule.ONCE),
    DUPLICATE_CC(ERROR, MailRule.ONCE),
    DUPLICATE_BCC(ERROR, MailRule.ONCE),
    DUPLICATE_MESSAGE_ID(ERROR, MailRule.ONCE),
    DUPLICATE_IN_REPLY_TO(ERROR, MailRule.ONCE),
    DUPLICATE_REFERENCES(ERROR, MailRule.ONCE),
    DUPLICATE_SUBJECT(ERROR, MailRule.ONCE),
    /** Several fields of MIME where one says all: which one counts is the receiver's guess. */
    DUPLICATE_MIME_FIELD(ERROR, "RFC 2045 §3"),
    /** An address field that cannot be read as addresses. */
    BAD_ADDRESS(WARNING, "RFC 5322 §3.4"),
    /** Control or direction characters in a field, encoded or not. */
    CONTROL_IN_HEADER(WARNING, "RFC 5322 §2.2"),
    /** An encoded word of more than 75 characters. */
    ENCODED_WORD_TOO_LONG(WARNING, "RFC 2047 §2"),
    /** Something that looks like an encoded word and cannot be decoded. */
    BAD_ENCODED_WORD(WARNING, "RFC 2047 §2"),

    /** Content-* fields without the one that makes them count. */
    MISSING_MIME_VERSION(WARNING, "RFC 2045 §4"),
    /** A Content-Type that is none. */
    BAD_CONTENT_TYPE(WARNING, "RFC 2045 §5.1"),
    /** Parameters of a Content-* field that do not fit together. */
    BAD_PARAMETER(WARNING, "RFC 2231 §3"),
    /** A charset that this JVM does not know. */
    UNKNOWN_CHARSET(WARNING, "RFC 2046 §4.1.2"),
    /** Text that is not in the charset it claims. */
    BAD_CHARACTERS(WARNING, "RFC 2046 §4.1.2"),
    /** A transfer encoding that nobody knows. */
    UNKNOWN_TRANSFER_ENCODING(WARNING, "RFC 2045 §6.1"),
    /** Base64 with garbage in it, or cut short. */
    BAD_BASE64(WARNING, "RFC 2045 §6.8"),
    /** Quoted-printable with escapes that are none. */
    BAD_QUOTED_PRINTABLE(WARNING, "RFC 2045 §6.7"),
    /** uuencoded text that is cut short or garbled. */
    BAD_UUENCODE(WARNING, "RFC 2045 §6.3"),
    /** A multipart without a usable boundary, or whose boundary never comes. */
    MISSING_BOUNDARY(WARNING, "RFC 2046 §5.1.1"),
    /** A multipart that is not closed. */
    UNCLOSED_MULTIPART(WARNING, "RFC 2046 §5.1.1"),
    /** Parts within parts beyond what is read. */
    MIME_TOO_DEEP(WARNING, MailRule.OUR_LIMIT),
    /** More parts than are read. */
    MIME_TOO_MANY_PARTS(WARNING, MailRule.OUR_LIMIT),
    /** A file name that would be dangerous to save under. */
    UNSAFE_FILE_NAME(WARNING, "RFC 2183 §2.3"),

    /** A {@link FindingRule} threw an exception. */
    RULE_FAILED(ERROR, "FindingRule.judge");

    private static final String ONCE = "RFC 5322 §3.6";
    private static final String OUR_LIMIT = "a limit of Heloise";

    private final Severity severity;
    private final String reference;

    MailRule(Severity severity, String reference) {
        this.severity = severity;
        this.reference = reference;
    }

    /** The rule against a second field of this name, if RFC 5322 §3.6 has one. */
    static Optional<MailRule> duplicate(String fieldName) {
        String rule = "DUPLICATE_" + fieldName.toUpperCase(Locale.ROOT).replace('-', '_');
        for (MailRule candidate : values()) {
            if (candidate.name().equals(rule)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    Finding finding(String text) {
        return new Finding(name(), severity, reference, text);
    }
}
