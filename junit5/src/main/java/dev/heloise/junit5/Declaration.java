package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;

import dev.heloise.junit5.SmtpServer.Lifecycle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A place that asks for a server of its own. Two are equal where they mean the same server.
 *
 * @param place an annotated class, method, field or parameter, or an extension object
 * @param owner the test class that it is found in, or the subclass that inherits it
 */
record Declaration(Object place, Class<?> owner, Settings settings) {

    /** How long the server lives: as long as the settings say, but no longer than what it is declared on. */
    Lifecycle lifecycle(ExtensionContext context) {
        return settings.lifecycle() == PER_RUN || outlivesTests(context) ? settings.lifecycle() : PER_METHOD;
    }

    private boolean outlivesTests(ExtensionContext context) {
        if (place instanceof Class<?>) {
            return true;
        }
        if (place instanceof Field field) {
            return Modifier.isStatic(field.getModifiers()) || instancesOutliveTests(context);
        }
        if (place instanceof Parameter parameter) {
            return context.getTestMethod().isEmpty()
                    && (!(parameter.getDeclaringExecutable() instanceof Constructor<?>)
                            || instancesOutliveTests(context));
        }
        if (place instanceof SmtpServerExtension) {
            // One in an instance field is not asked before the test, unless the instance is there before it.
            ExtensionContext ofClass = Contexts.ofClass(context, owner);
            return context.getTestMethod().isEmpty() || Contexts.store(ofClass).get(place) != null;
        }
        return false;
    }

    private boolean instancesOutliveTests(ExtensionContext context) {
        return Contexts.ofClass(context, owner)
                .getTestInstanceLifecycle()
                .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                .isPresent();
    }

    /** What distinguishes the server from others in the store of its context. */
    Object key(ExtensionContext context) {
        return lifecycle(context) == PER_RUN ? new OfRun(settings.origin()) : place;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Declaration that && place.equals(that.place) && owner.equals(that.owner);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    @Override
    public String toString() {
        if (place instanceof Class<?> type) {
            return "class " + type.getSimpleName();
        }
        if (place instanceof Field field) {
            return "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
        }
        if (place instanceof Method method) {
            return "method " + owner.getSimpleName() + "." + method.getName();
        }
        if (place instanceof Parameter parameter) {
            return "parameter " + parameter.getName() + " of " + owner.getSimpleName() + "."
                    + parameter.getDeclaringExecutable().getName();
        }
        return "an SmtpServerExtension of class " + owner.getSimpleName();
    }

    /** The key of a server that the whole run shares. */
    private record OfRun(Object origin) {}
}
