package dev.heloise.script;

/** Whether a connection that begins in clear can be secured (RFC 3207). */
public enum StartTls {
    /** It cannot: {@code STARTTLS} is answered 502. */
    NONE,
    /** It can, and mail is taken in clear as well. */
    OFFERED,
    /** It has to be: mail in clear is refused with 530. */
    REQUIRED
}
