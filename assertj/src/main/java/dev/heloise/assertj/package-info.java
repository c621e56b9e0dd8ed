/**
 * AssertJ assertions that read a mailbox, a mail, a session or a report on deliverability as a test would describe it.
 */
@NullMarked
package dev.heloise.assertj;

import org.jspecify.annotations.NullMarked;
