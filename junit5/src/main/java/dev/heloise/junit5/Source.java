package dev.heloise.junit5;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** Tells which servers a test is to have: those that annotations ask for, or the one of an extension object. */
interface Source {

    /**
     * The servers for everybody with this context, the outermost first; those of single parameters are not among them.
     */
    List<Declaration> around(ExtensionContext context);

    /** What has to be filled, and with which of the servers. */
    Map<Slot, Declaration> slots(ExtensionContext context);

    /** The server that a parameter means; empty where somebody else is to resolve it. */
    Optional<Declaration> meantBy(ParameterContext parameter, ExtensionContext context);
}
