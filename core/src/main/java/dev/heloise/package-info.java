/** The fake SMTP server itself: {@link dev.heloise.FakeSmtpServer} is where to begin. */
@NullMarked
package dev.heloise;

import org.jspecify.annotations.NullMarked;
