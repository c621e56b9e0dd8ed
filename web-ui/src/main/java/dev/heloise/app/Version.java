package dev.heloise.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down: of Heloise, and of the modules that the page loads. */
final class Version implements IVersionProvider {

    private static final Properties BUILT = read();

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("the archive is damaged: " + e.getMessage(), e);
        }
    }

    /** The version of Heloise, such as {@code 1.0.0}. */
    static String current() {
        return of("version");
    }

    /** The version of something else that the build knows by this name. */
    static String of(String name) {
        return BUILT.getProperty(name, "");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"heloise " + current()};
    }
}
