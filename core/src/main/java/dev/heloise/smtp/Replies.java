package dev.heloise.smtp;

import dev.heloise.script.Reply;

/** The server's own words, as mail administrators know them. */
final class Replies {

    static final Reply OK = Reply.of("250 2.0.0 Ok");
    static final Reply SENDER_OK = Reply.of("250 2.1.0 Ok");
    static final Reply RECIPIENT_OK = Reply.of("250 2.1.5 Ok");
    static final Reply SEND_CONTENT = Reply.of("354 End data with <CR><LF>.<CR><LF>");
    static final Reply START_TLS = Reply.of("220 2.0.0 Ready to start TLS");
    static final Reply BYE = Reply.of("221 2.0.0 Bye");
    static final Reply NOT_VERIFIED = Reply.of("252 2.5.2 Cannot verify, but try to deliver to it");
    static final Reply HELP = Reply.of(214, "2.0.0", "Heloise records what you say and delivers nothing");

    static final Reply AUTHENTICATED = Reply.of("235 2.7.0 Authentication successful");
    static final Reply AUTH_CANCELLED = Reply.of("501 5.7.0 Authentication cancelled");
    static final Reply AUTH_NOT_BASE64 = Reply.of("501 5.5.2 That is not base64");
    static final Reply BAD_RESPONSE = Reply.of("501 5.5.2 That is not a response of this mechanism");
    static final Reply NO_INITIAL_RESPONSE = Reply.of("501 5.7.0 In this mechanism the server speaks first");
    static final Reply AUTH_LINE_TOO_LONG = Reply.of("500 5.5.6 Authentication exchange line is too long");
    static final Reply EHLO_FIRST = Reply.of("503 5.5.1 Say EHLO first");
    static final Reply TLS_ACTIVE = Reply.of("503 5.5.1 TLS is active already");
    static final Reply IN_TRANSACTION = Reply.of("503 5.5.1 Not in the middle of a mail transaction");
    static final Reply ALREADY_AUTHENTICATED = Reply.of("503 5.5.1 Already authenticated");
    static final Reply UNKNOWN_MECHANISM = Reply.of("504 5.5.4 Mechanism not offered");
    static final Reply AUTH_REQUIRED = Reply.of("530 5.7.0 Authentication required");
    static final Reply STARTTLS_REQUIRED = Reply.of("530 5.7.0 Must issue a STARTTLS command first");
    static final Reply AUTH_FAILED = Reply.of("535 5.7.8 Authentication credentials invalid");
    static final Reply AUTH_IN_CLEAR = Reply.of("538 5.7.11 Encryption required for this mechanism");
    static final Reply TOO_MANY_FAILURES = Reply.of("421 4.7.0 Too many failed authentications");

    static final Reply NODE_NOT_ALLOWED = Reply.of("459 4.7.1 Queueing for that node is not allowed");
    static final Reply BAD_CHUNK = Reply.of("501 5.5.4 Syntax: BDAT size [LAST]");
    static final Reply CHUNK_REFUSED_BEFORE =
            Reply.of("503 5.5.1 A chunk before this one was refused; RSET or MAIL comes next");
    static final Reply CHUNKS_BEGUN = Reply.of("503 5.5.1 After BDAT comes another BDAT, or RSET");
    static final Reply BINARY_NEEDS_CHUNKS = Reply.of("503 5.5.1 A binary message comes with BDAT");
    static final Reply TLS_FOR_REQUIRETLS = Reply.of("530 5.7.10 REQUIRETLS needs TLS");
    static final Reply UNKNOWN_USER = Reply.of("550 5.1.1 User unknown");
    static final Reply AMBIGUOUS_USER = Reply.of("553 5.1.4 User ambiguous");

    static final Reply SHUTTING_DOWN = Reply.of("421 4.3.2 Shutting down");
    static final Reply FAILED = Reply.of("421 4.3.0 The server failed");
    static final Reply TOO_MANY_CONNECTIONS = Reply.of("421 4.7.0 Too many connections");
    static final Reply TOO_MANY_MAILS = Reply.of("421 4.7.0 Too many mails in this session, connect again");
    static final Reply TIMED_OUT = Reply.of("421 4.4.2 Timeout exceeded");
    static final Reply TOO_MANY_ERRORS = Reply.of("421 4.7.0 Too many errors");
    static final Reply CONTENT_WITHOUT_END = Reply.of("421 4.3.4 Message far over the size limit");
    static final Reply NOT_HTTP = Reply.of("221 2.7.0 I can break rules, too. Goodbye.");

    static final Reply TLS_EXPECTED = Reply.of("421 4.7.0 On this port TLS comes before the first word");

    static final Reply TLS_UNAVAILABLE = Reply.of("454 4.7.0 TLS not available due to temporary reason");
    static final Reply POLICY_FAILED = Reply.of("451 4.3.0 A policy of the server failed");
    static final Reply NO_MEMORY = Reply.of("452 4.3.1 Insufficient system storage");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of("452 4.5.3 Too many recipients");

    static final Reply LINE_TOO_LONG = Reply.of("500 5.5.2 Line too long");
    static final Reply BARE_LF = Reply.of("500 5.5.2 A command ends with CRLF, not with LF alone");
    static final Reply UNREADABLE = Reply.of("500 5.5.2 Command not understood");
    static final Reply UNKNOWN_COMMAND = Reply.of("500 5.5.1 Unknown command");
    static final Reply BAD_CHARACTERS = Reply.of("501 5.5.2 Invalid characters in argument");
    static final Reply NO_ARGUMENTS = Reply.of("501 5.5.4 This command takes no argument");
    static final Reply MAIL_SYNTAX = Reply.of("501 5.5.4 Syntax: MAIL FROM:<address>");
    static final Reply RCPT_SYNTAX = Reply.of("501 5.5.4 Syntax: RCPT TO:<address>");
    static final Reply NAME_MISSING = Reply.of("501 5.5.4 A domain or an address literal is missing");
    static final Reply ARGUMENT_MISSING = Reply.of("501 5.5.4 An argument is missing");
    static final Reply BAD_SENDER = Reply.of("501 5.1.7 Bad sender address syntax");
    static final Reply BAD_RECIPIENT = Reply.of("501 5.1.3 Bad recipient address syntax");
    static final Reply BAD_PARAMETER = Reply.of("501 5.5.4 Bad parameter");
    static final Reply NOT_OFFERED = Reply.of("502 5.5.1 Command not offered");
    static final Reply HELLO_FIRST = Reply.of("503 5.5.1 Say HELO or EHLO first");
    static final Reply NESTED_MAIL = Reply.of("503 5.5.1 Nested MAIL command");
    static final Reply MAIL_FIRST = Reply.of("503 5.5.1 MAIL first");
    static final Reply NOT_SERVING = Reply.of("503 5.5.1 Only QUIT is answered here");
    static final Reply UTF8_SENDER = Reply.of("550 5.6.7 Say SMTPUTF8 to send a UTF-8 address");
    static final Reply UTF8_RECIPIENT = Reply.of("553 5.6.7 Say SMTPUTF8 to send to a UTF-8 address");
    static final Reply TOO_LARGE = Reply.of("552 5.3.4 Message size exceeds the limit");
    static final Reply NO_LMTP_RECIPIENTS = Reply.of("503 5.5.1 No valid recipients");
    static final Reply NO_RECIPIENTS = Reply.of("554 5.5.1 No valid recipients");
    static final Reply UNKNOWN_PARAMETER = Reply.of("555 5.5.4 Parameter not offered");

    private Replies() {}

    static Reply greeting(String hostname) {
        return Reply.of(220, "", hostname + " ESMTP Heloise");
    }

    static Reply chunk(long octets) {
        return Reply.of(250, "2.0.0", octets + " octets received");
    }

    static Reply queued(String id) {
        return Reply.of(250, "2.0.0", "Ok: queued as ".concat(id));
    }
}
