/** Heloise as a container, read and scripted through the same mailbox and script as the server in process. */
@NullMarked
package dev.heloise.testcontainers;

import org.jspecify.annotations.NullMarked;
