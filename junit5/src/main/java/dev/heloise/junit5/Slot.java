package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Something that is filled as long as a server runs. Two are equal where they are the same place in the JVM. */
sealed interface Slot {

    /** What is there now. */
    @Nullable
    Object get();

    void set(@Nullable Object value);

    /** A system property. */
    record SystemProperty(String name) implements Slot {

        @Override
        public @Nullable Object get() {
            return System.getProperty(name);
        }

        @Override
        public void set(@Nullable Object value) {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value.toString());
            }
        }

        @Override
        public String toString() {
            return "the system property " + name;
        }
    }

    /** What an extension object shows to those who ask it directly, outside any callback. */
    record Window(AtomicReference<@Nullable FakeSmtpServer> view) implements Slot {

        @Override
        public @Nullable Object get() {
            return view.get();
        }

        @Override
        public void set(@Nullable Object value) {
            view.set((FakeSmtpServer) value);
        }

        @Override
        public String toString() {
            return "the SmtpServerExtension object";
        }
    }

    /** A static field, or an instance field of one test instance. */
    final class OfField implements Slot {

        private final Field field;
        private final @Nullable Object instance;

        OfField(Field field, @Nullable Object instance) {
            this.field = field;
            this.instance = instance;
            if (!RunningServer.canBe(field.getType()) || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(this + " is annotated with @SmtpServer, so it must be a"
                        + " FakeSmtpServer, an SmtpEndpoint or a Mailbox, and not final");
            }
        }

        boolean isStatic() {
            return instance == null;
        }

        Class<?> type() {
            return field.getType();
        }

        @Override
        @SuppressWarnings("NullAway") // the reflection API takes null for static fields
        public @Nullable Object get() {
            try {
                field.setAccessible(true);
                return field.get(instance);
            } catch (ReflectiveOperationException e) {
                throw new ExtensionConfigurationException(this + " cannot be read", e);
            }
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(@Nullable Object value) {
            try {
                field.setAccessible(true);
                field.set(instance, value);
            } catch (ReflectiveOperationException e) {
                throw new ExtensionConfigurationException(this + " cannot be filled", e);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfField that && field.equals(that.field) && instance == that.instance;
        }

        @Override
        public int hashCode() {
            return field.hashCode() + System.identityHashCode(instance);
        }

        @Override
        public String toString() {
            return "the field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
        }
    }
}
