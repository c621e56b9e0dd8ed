/** What the server costs beside others, in time, CPU and memory, and what it must survive. */
@NullMarked
package dev.heloise.benchmarks;

import org.jspecify.annotations.NullMarked;
