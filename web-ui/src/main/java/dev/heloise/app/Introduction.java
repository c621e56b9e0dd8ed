package dev.heloise.app;

import dev.heloise.mailbox.Helo;

/** How a client introduced itself, and what its name is by its form. */
record Introduction(Helo.Verb verb, String name, Helo.Form form) {

    static Introduction of(Helo helo) {
        return new Introduction(helo.verb(), helo.name(), helo.form());
    }
}
