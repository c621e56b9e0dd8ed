package dev.heloise.mailbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collections of mails and strings that others have made. They are not part of the project, and stand beside the
 * checkout: the system property {@code heloise.corpora} names another folder.
 */
final class Corpora {

    private static final Path FOLDER = Path.of(System.getProperty("heloise.corpora", "../../shared/corpora"));

    private Corpora() {}

    /** The files of a collection whose names match; where there is no such folder, the test is skipped. */
    static List<Path> files(String collection, String glob) {
        assumeTrue(Files.isDirectory(FOLDER), "no mails of other projects here: -Dheloise.corpora names their folder");
        Path folder = FOLDER.resolve(collection);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
