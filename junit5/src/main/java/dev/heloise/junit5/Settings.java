package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import dev.heloise.Profile;
import dev.heloise.PropertyNames;
import dev.heloise.script.StartTls;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a server is to be like, and what tests have of it.
 *
 * @param origin who says so: an annotation or an extension object; servers of the whole run with equal ones are one
 * @param builder sets up the server
 */
record Settings(
        Object origin,
        Consumer<FakeSmtpServer.Builder> builder,
        SmtpServer.Lifecycle lifecycle,
        boolean strict,
        SmtpServer.Attach attach,
        Set<PropertyNames> systemProperties) {

    private static final int NONE = -1;

    Settings {
        systemProperties = Set.copyOf(systemProperties);
    }

    static Settings of(SmtpServer annotation) {
        return new Settings(
                annotation,
                builder -> apply(annotation, builder),
                annotation.lifecycle(),
                annotation.strict(),
                annotation.attach(),
                Set.copyOf(List.of(annotation.systemProperties())));
    }

    /** Hands on what the annotation says about the server itself: a line for each of its elements. */
    private static void apply(SmtpServer annotation, FakeSmtpServer.Builder builder) {
        for (Profile profile : annotation.profile()) {
            builder.profile(profile);
        }
        builder.port(annotation.port());
        if (annotation.tlsPort() != NONE) {
            builder.tlsPort(annotation.tlsPort());
        }
        if (annotation.startTls() != StartTls.NONE) {
            builder.startTls(annotation.startTls());
        }
        if (annotation.implicitTls()) {
            builder.implicitTls();
        }
        for (String credentials : annotation.credentials()) {
            addCredentials(credentials, builder);
        }
        if (annotation.requireAuth()) {
            builder.requireAuth();
        }
        builder.hostname(annotation.hostname());
        builder.without(annotation.without());
        builder.awaitTimeout(Duration.ofMillis(annotation.awaitMillis()));
        // Last, so that they have the last word.
        for (Class<? extends Consumer<FakeSmtpServer.Builder>> customizer : annotation.customizers()) {
            instance(customizer).accept(builder);
        }
    }

    private static void addCredentials(String credentials, FakeSmtpServer.Builder builder) {
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            throw new ExtensionConfigurationException(
                    "credentials are written user:password, and not \"" + credentials + '"');
        }
        builder.credentials(credentials.substring(0, colon), credentials.substring(colon + 1));
    }

    private static <T> T instance(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ExtensionConfigurationException(
                    "the customizer " + type.getName()
                            + " cannot be made: it must be a top-level or static class with a constructor without"
                            + " parameters",
                    e);
        }
    }

    Settings withOrigin(Object other) {
        return new Settings(other, builder, lifecycle, strict, attach, systemProperties);
    }

    Settings withLifecycle(SmtpServer.Lifecycle other) {
        return new Settings(origin, builder, other, strict, attach, systemProperties);
    }

    Settings thatAreStrict() {
        return new Settings(origin, builder, lifecycle, true, attach, systemProperties);
    }

    Settings withAttach(SmtpServer.Attach other) {
        return new Settings(origin, builder, lifecycle, strict, other, systemProperties);
    }

    Settings withSystemProperties(Set<PropertyNames> other) {
        return new Settings(origin, builder, lifecycle, strict, attach, other);
    }
}
