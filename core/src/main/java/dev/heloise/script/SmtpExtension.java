package dev.heloise.script;

/** An extension of SMTP that the server offers in its reply to {@code EHLO}, unless it is switched off. */
public enum SmtpExtension {
    /** Several commands in one segment (RFC 2920). */
    PIPELINING("PIPELINING"),
    /** The size limit, and the declared size of a mail (RFC 1870). */
    SIZE("SIZE"),
    /** Content with octets above 127 (RFC 6152). */
    EIGHTBITMIME("8BITMIME"),
    /** Addresses and header fields in UTF-8 (RFC 6531). */
    SMTPUTF8("SMTPUTF8"),
    /** Enhanced status codes in replies (RFC 2034). */
    ENHANCEDSTATUSCODES("ENHANCEDSTATUSCODES"),
    /** The {@code HELP} command (RFC 5321 §4.1.1.8). */
    HELP("HELP");

    private final String keyword;

    SmtpExtension(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword of the reply to {@code EHLO}. */
    public String keyword() {
        return keyword;
    }
}
