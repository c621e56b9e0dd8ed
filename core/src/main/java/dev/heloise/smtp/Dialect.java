package dev.heloise.smtp;

/** Which of the protocols that share their commands is spoken on a port. */
public enum Dialect {
    /** SMTP with extensions (RFC 5321). */
    SMTP,
    /** SMTP as it was before there were extensions (RFC 821): EHLO is not known. */
    HELO_ONLY,
    /** LMTP (RFC 2033): LHLO, and a reply for each recipient after the content. */
    LMTP
}
