/** The JUnit Jupiter extension that starts a server for a test and hands it its mailbox. */
@NullMarked
package dev.heloise.junit5;

import org.jspecify.annotations.NullMarked;
