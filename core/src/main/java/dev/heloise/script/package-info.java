/** What the server offers and what it answers: its extensions, its replies, and the policies that choose them. */
@NullMarked
package dev.heloise.script;

import org.jspecify.annotations.NullMarked;
