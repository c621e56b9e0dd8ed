package dev.heloise.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that name tests as their proof name tests that there are. */
class NamedTestsTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)\\.([a-zA-Z0-9]+)`");
    private static final int FEWEST = 10;

    @ParameterizedTest
    @ValueSource(strings = {"docs/limits.md", "docs/security.md"})
    void nameTestsThatThereAre(String page) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Page.ROOT)) {
            sources = files.filter(file -> file.toString().matches(".*/src/(test|browser-test)/.*Test\\.java"))
                    .toList();
        }
        Matcher named = NAMED.matcher(Page.of(page).text());
        int count = 0;
        while (named.find()) {
            String test = named.group();
            String file = named.group(1) + ".java";
            String method = " " + named.group(2) + "(";
            assertThat(sources.stream()
                            .filter(source -> source.endsWith(file))
                            .anyMatch(source -> read(source).contains(method)))
                    .as(test + " of " + page)
                    .isTrue();
            count++;
        }
        assertThat(count).isGreaterThan(FEWEST);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
