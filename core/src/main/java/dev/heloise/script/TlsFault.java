package dev.heloise.script;

/** Something that goes wrong with TLS on purpose, so that a test sees what its client makes of it. */
public enum TlsFault {
    /** The server's certificate expired yesterday. */
    CERTIFICATE_EXPIRED,
    /** The server's certificate is not valid before tomorrow. */
    CERTIFICATE_NOT_YET_VALID,
    /** The server's certificate is for {@code wrong.host.invalid}. */
    CERTIFICATE_FOR_WRONG_HOST,
    /** The server's certificate was issued by somebody whom the client has no reason to trust. */
    CERTIFICATE_UNTRUSTED,
    /** The connection is reset (RST) when the client begins its handshake. */
    HANDSHAKE_RESET,
    /** The server knows TLS 1.0 and nothing newer, which RFC 8996 forbids to accept. */
    OLD_PROTOCOL_ONLY,
    /** {@code STARTTLS} is offered, and answered {@code 454 4.7.0} (RFC 3207 §4). */
    STARTTLS_UNAVAILABLE,
    /** {@code STARTTLS} is missing in the reply to {@code EHLO}, as if somebody on the way had cut it out. */
    STARTTLS_STRIPPED,
    /** Where the server should answer the client's handshake, it talks nonsense. */
    GARBAGE_FOR_HANDSHAKE
}
