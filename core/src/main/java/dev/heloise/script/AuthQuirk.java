package dev.heloise.script;

/** What servers do with AUTH against its standards, or before there were any, and clients have to live with. */
public enum AuthQuirk {
    /**
     * The mechanisms are told a second time in a line {@code AUTH=PLAIN LOGIN}, as servers did before RFC 2554 and some
     * still do for the clients of that time.
     */
    EQUALS_LINE,
    /**
     * LOGIN asks for {@code User Name} and {@code Password}, each with a NUL behind it and without a colon, as some
     * servers do. Its draft has clients ignore what is said.
     */
    ODD_PROMPTS
}
