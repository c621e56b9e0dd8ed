package dev.heloise.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server of smtp4j. It is called by reflection, since it is for Java 21 and this module for 17: it is on the class
 * path only where its jar was given.
 */
final class Smtp4j implements AutoCloseable {

    private static final String SERVER = "ch.astorm.smtp4j.SmtpServer";

    /** A logger that nobody holds forgets its level. This one would print each session that ends without QUIT. */
    private static final Logger LOGGER = Logger.getLogger(SERVER);

    static {
        LOGGER.setLevel(Level.OFF);
    }

    private final AutoCloseable server;
    private final Method read;

    private Smtp4j(AutoCloseable server) throws NoSuchMethodException {
        this.server = server;
        this.read = server.getClass().getMethod("readReceivedMessages", long.class, TimeUnit.class);
    }

    /** Whether its jar is on the class path; nothing of it is loaded for that. */
    static boolean isHere() {
        return ClassLoader.getSystemResource(SERVER.replace('.', '/') + ".class") != null;
    }

    /** On a port that it looks for itself. */
    static Smtp4j start() {
        try {
            Class<?> builder = Class.forName(SERVER + "Builder");
            Object fresh = builder.getConstructor().newInstance();
            return new Smtp4j((AutoCloseable) builder.getMethod("start").invoke(fresh));
        } catch (ReflectiveOperationException e) {
            throw unusable(e);
        }
    }

    int port() {
        return (int) call(server, "getPort");
    }

    /** The subject of the only mail. */
    String subject() {
        return (String) call(mails(200).get(0), "getSubject");
    }

    /** It has no other way to forget them than to hand them out. */
    void clear() {
        mails(-1);
    }

    /** @param millis to wait for one; below zero not at all */
    private List<?> mails(long millis) {
        try {
            return (List<?>) read.invoke(server, millis, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException e) {
            throw unusable(e);
        }
    }

    private static Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(ReflectiveOperationException e) {
        return new IllegalStateException(
                "this smtp4j cannot be used", e instanceof InvocationTargetException ? e.getCause() : e);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("smtp4j cannot be closed", e);
        }
    }
}
