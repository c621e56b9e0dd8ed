package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** The one server of an extension object that a test has made itself. */
record ByHand(SmtpServerExtension extension, Settings settings, AtomicReference<@Nullable FakeSmtpServer> view)
        implements Source {

    @Override
    public List<Declaration> around(ExtensionContext context) {
        return List.of(declaration(context));
    }

    @Override
    public Map<Slot, Declaration> slots(ExtensionContext context) {
        return Map.of(new Slot.Window(view), declaration(context));
    }

    /** Annotations are more explicit, so they come first. */
    @Override
    public Optional<Declaration> meantBy(ParameterContext parameter, ExtensionContext context) {
        if (Annotations.find(parameter, context).isPresent()) {
            return Optional.empty();
        }
        List<Field> extensions = fields(context);
        if (extensions.size() > 1) {
            throw new ParameterResolutionException("which server is meant? There are several: "
                    + extensions.stream().map(Field::getName).toList() + ". Use the fields");
        }
        return Optional.of(declaration(context));
    }

    private Declaration declaration(ExtensionContext context) {
        return new Declaration(extension, Contexts.classes(context).get(0), settings);
    }

    /** Whether a test has made an extension object. */
    static boolean isAround(ExtensionContext context) {
        return !fields(context).isEmpty();
    }

    private static List<Field> fields(ExtensionContext context) {
        return Contexts.classes(context).stream()
                .flatMap(type -> AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class).stream())
                .filter(field -> field.getType() == SmtpServerExtension.class)
                .distinct()
                .toList();
    }
}
