package dev.heloise.mailbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collections of mails and strings that others have made. They are not part of the project: the system property
 * {@code heloise.corpora} names the folder that holds them.
 */
final class Corpora {

    private static final String FOLDER = System.getProperty("heloise.corpora", "");

    private Corpora() {}

    /** The files of a collection whose names match; where no folder is named, the test is skipped. */
    static List<Path> files(String collection, String glob) {
        assumeTrue(!FOLDER.isEmpty(), "skipped: -Dheloise.corpora names no folder with mails of others");
        Path folder = Path.of(FOLDER, collection);
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
