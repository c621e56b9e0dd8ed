/** The application around the server: its command line, its HTTP API and its inbox page. */
@NullMarked
package dev.heloise.app;

import org.jspecify.annotations.NullMarked;
