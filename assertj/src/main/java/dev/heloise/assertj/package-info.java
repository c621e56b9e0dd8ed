/** AssertJ assertions that read a mailbox, a mail or a session as a test would describe it. */
@NullMarked
package dev.heloise.assertj;

import org.jspecify.annotations.NullMarked;
