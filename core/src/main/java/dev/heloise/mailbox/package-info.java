/** What was recorded: mails, the sessions that brought them, and the mailbox in which a test waits for them. */
@NullMarked
package dev.heloise.mailbox;

import org.jspecify.annotations.NullMarked;
