package dev.heloise.assertj;

import dev.heloise.mailbox.Evidence;
import org.assertj.core.presentation.Representation;

/** Shows the text of a mail in the failures of AssertJ: the usual way, but no more than can be read, nor less. */
record LegibleText(Representation usual) implements Representation {

    @Override
    public String toStringOf(Object value) {
        return Evidence.text(usual.toStringOf(value));
    }

    @Override
    public String unambiguousToStringOf(Object value) {
        return Evidence.text(usual.unambiguousToStringOf(value));
    }
}
