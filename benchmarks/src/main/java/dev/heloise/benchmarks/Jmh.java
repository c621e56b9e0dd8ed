package dev.heloise.benchmarks;

import java.io.IOException;

/** Runs the JMH benchmarks; the arguments are JMH's own, such as {@code Start -f 3}. */
public final class Jmh {

    private Jmh() {}

    public static void main(String... args) throws IOException {
        org.openjdk.jmh.Main.main(args);
    }
}
