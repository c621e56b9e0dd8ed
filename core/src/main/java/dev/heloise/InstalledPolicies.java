package dev.heloise;

import dev.heloise.script.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The policies that users have put on the class path, which every server asks last. */
final class InstalledPolicies {

    /** Looked for once, since every look goes through all jars; in most projects there are none. */
    private static final boolean ANY = any();

    private InstalledPolicies() {}

    /**
     * New ones for each server: they may count.
     *
     * @throws ServiceConfigurationError if one of them cannot be made
     */
    static List<Policy> made() {
        if (!ANY) {
            return List.of();
        }
        List<Policy> made = new ArrayList<>();
        for (Policy policy : services()) {
            made.add(policy);
        }
        return made;
    }

    private static boolean any() {
        try {
            return services().iterator().hasNext();
        } catch (ServiceConfigurationError e) {
            // The server that asks for them will say so.
            return true;
        }
    }

    private static ServiceLoader<Policy> services() {
        return ServiceLoader.load(Policy.class, Policy.class.getClassLoader());
    }
}
