/** The server, the mailbox and the script: all that a test needs to see what its code says to a mail server. */
module dev.heloise.core {
    requires java.naming;
    requires static org.jspecify;

    exports dev.heloise;
    exports dev.heloise.mailbox;
    exports dev.heloise.script;

    uses dev.heloise.mailbox.FindingRule;
    uses dev.heloise.script.Policy;
}
