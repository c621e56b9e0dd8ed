/** AssertJ assertions for mailboxes, mails, sessions and reports on deliverability. */
module dev.heloise.assertj {
    requires static org.jspecify;
    requires transitive dev.heloise.core;
    requires transitive dev.heloise.deliverability;
    requires transitive org.assertj.core;

    exports dev.heloise.assertj;

    // Soft assertions are subclasses that AssertJ makes at run time.
    opens dev.heloise.assertj to
            org.assertj.core;
}
