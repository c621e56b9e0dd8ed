package dev.heloise.junit5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Finds the way among the contexts of a test: its own, those of its class and of the classes around, the run's. */
final class Contexts {

    private static final Namespace NAMESPACE = Namespace.create(SmtpServerExtension.class);

    private Contexts() {}

    static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** The context of the method that a test is, or that has made it. */
    static ExtensionContext ofMethod(ExtensionContext context) {
        ExtensionContext current = context;
        while (current.getTestMethod().isEmpty()) {
            current = current.getParent()
                    .orElseThrow(() -> new IllegalStateException("no method has made " + context.getDisplayName()));
        }
        return current;
    }

    /** The contexts of the test's class and of those around it, innermost first. */
    static List<ExtensionContext> ofClasses(ExtensionContext context) {
        Map<Class<?>, ExtensionContext> found = new LinkedHashMap<>();
        Optional<ExtensionContext> next = Optional.of(context);
        while (next.isPresent()) {
            ExtensionContext current = next.get();
            if (current.getTestMethod().isEmpty()) {
                // A class template has two contexts for its class: the outer one, found later, lives as long as it.
                current.getTestClass().ifPresent(type -> found.put(type, current));
            }
            next = current.getParent();
        }
        return List.copyOf(found.values());
    }

    /** The test's class and those around it, innermost first. */
    static List<Class<?>> classes(ExtensionContext context) {
        return ofClasses(context).stream()
                .<Class<?>>map(ExtensionContext::getRequiredTestClass)
                .toList();
    }

    /** The context of one of those classes. */
    static ExtensionContext ofClass(ExtensionContext context, Class<?> type) {
        return ofClasses(context).stream()
                .filter(candidate -> candidate.getRequiredTestClass().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " is not around " + context.getDisplayName()));
    }
}
