package dev.heloise.deliverability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of test vectors from other projects, which stands beside the checkout: {@code -Dheloise.corpora} names
 * another. Where it is missing, the tests that read it are skipped.
 */
final class Corpora {

    private static final Path FOLDER = Path.of(System.getProperty("heloise.corpora", "../../shared/corpora"));

    private Corpora() {}

    /** A file or folder in it; the test is skipped if it is not there. */
    static Path path(String name) {
        Path path = FOLDER.resolve(name);
        assumeTrue(
                Files.exists(path),
                () -> "skipped: no test vectors at " + path.toAbsolutePath().normalize());
        return path;
    }
}
