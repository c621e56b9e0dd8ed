/** JMH benchmarks of what a test suite waits for: starting a server, and delivering a mail to it. */
@NullMarked
package dev.heloise.benchmarks;

import org.jspecify.annotations.NullMarked;
