package dev.heloise.script;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** An extension of SMTP that the server offers in its reply to {@code EHLO}. */
public enum SmtpExtension {
    /** Several commands in one segment (RFC 2920). */
    PIPELINING("PIPELINING"),
    /** The size limit, and the declared size of a mail (RFC 1870). */
    SIZE("SIZE"),
    /** Content with octets above 127 (RFC 6152). */
    EIGHTBITMIME("8BITMIME"),
    /** Addresses and header fields in UTF-8 (RFC 6531); not without {@link #EIGHTBITMIME}. */
    SMTPUTF8("SMTPUTF8"),
    /** Enhanced status codes in replies (RFC 2034). */
    ENHANCEDSTATUSCODES("ENHANCEDSTATUSCODES"),
    /** What the sender wants to be told about the delivery (RFC 3461). */
    DSN("DSN"),
    /** Content in chunks, with {@code BDAT} (RFC 3030). */
    CHUNKING("CHUNKING"),
    /** Content that is not made of lines (RFC 3030); not without {@link #CHUNKING}. */
    BINARYMIME("BINARYMIME"),
    /** The limits of the server (RFC 9422); not offered unless asked for. */
    LIMITS("LIMITS"),
    /** Delivery over TLS or not at all (RFC 8689), on a session with TLS; not offered unless asked for. */
    REQUIRETLS("REQUIRETLS"),
    /** The priority of a mail (RFC 6710); not offered unless asked for. */
    MT_PRIORITY("MT-PRIORITY"),
    /** Delivery in time (RFC 2852); not offered unless asked for. */
    DELIVERBY("DELIVERBY"),
    /** Delivery later (RFC 4865); not offered unless asked for. */
    FUTURERELEASE("FUTURERELEASE"),
    /** {@code ETRN}, which is refused to everybody (RFC 1985); not offered unless asked for. */
    ETRN("ETRN"),
    /** The {@code HELP} command (RFC 5321 §4.1.1.8). */
    HELP("HELP");

    private final String keyword;

    SmtpExtension(String keyword) {
        this.keyword = keyword;
    }

    /** What a server offers unless something else is asked for. */
    public static Set<SmtpExtension> usual() {
        return Collections.unmodifiableSet(EnumSet.of(
                PIPELINING, SIZE, EIGHTBITMIME, SMTPUTF8, ENHANCEDSTATUSCODES, DSN, CHUNKING, BINARYMIME, HELP));
    }

    /** The keyword of the reply to {@code EHLO}. */
    public String keyword() {
        return keyword;
    }
}
