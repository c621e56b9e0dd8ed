package dev.heloise.deliverability;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of test vectors from other projects, which stands beside the checkout: {@code -Dheloise.corpora} names
 * another. Where it is missing, the tests that read it are skipped.
 */
final class Corpora {

    static final String ARE_THERE = "dev.heloise.deliverability.Corpora#areThere";
    static final String MISSING = "no test vectors of other projects here: -Dheloise.corpora names their folder";

    private static final Path FOLDER = Path.of(System.getProperty("heloise.corpora", "../../shared/corpora"));

    private Corpora() {}

    static boolean areThere() {
        return Files.isDirectory(FOLDER);
    }

    /** A file or folder in it. */
    static Path path(String name) {
        return FOLDER.resolve(name);
    }
}
