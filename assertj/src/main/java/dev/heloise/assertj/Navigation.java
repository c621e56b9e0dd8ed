package dev.heloise.assertj;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;

/** Leads from one assertion to the next, and takes along what the test has said about the first. */
final class Navigation {

    private Navigation() {}

    static <A extends AbstractAssert<?, ?>> A lead(AbstractAssert<?, ?> from, A to) {
        WritableAssertionInfo said = from.getWritableAssertionInfo();
        WritableAssertionInfo info = to.getWritableAssertionInfo();
        info.useRepresentation(said.representation());
        info.description(said.description());
        String message = said.overridingErrorMessage();
        if (message != null) {
            info.overridingErrorMessage(message);
        }
        return to;
    }

    /** Leads to a text of a mail, which may be of any length and hold anything. */
    static <A extends AbstractAssert<?, ?>> A leadToText(AbstractAssert<?, ?> from, A to, String name) {
        lead(from, to, name);
        WritableAssertionInfo info = to.getWritableAssertionInfo();
        info.useRepresentation(new LegibleText(info.representation()));
        return to;
    }

    /** Leads to an assertion that does not know where its value comes from, and so has to be told. */
    static <A extends AbstractAssert<?, ?>> A lead(AbstractAssert<?, ?> from, A to, String name) {
        lead(from, to);
        String said = from.descriptionText();
        to.getWritableAssertionInfo().description("%s", said.isEmpty() ? name : said + ", " + name);
        return to;
    }
}
