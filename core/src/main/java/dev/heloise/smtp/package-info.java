/**
 * The protocol, without a socket, a thread or a clock: octets become lines, lines become requests, requests get
 * replies.
 */
@NullMarked
package dev.heloise.smtp;

import org.jspecify.annotations.NullMarked;
