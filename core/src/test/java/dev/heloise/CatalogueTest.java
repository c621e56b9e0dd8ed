package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of {@code catalogue.txt} has a test: a scene of the dialogue files with its number in the heading, or a
 * method with {@link Row}.
 */
class CatalogueTest {

    private static final Pattern NUMBER = Pattern.compile("B-\\d{3}");

    private static final Map<String, Set<String>> TESTS = new TreeMap<>();

    /** One row: its number, what comes, and the right reaction. */
    record Entry(String number, String input, String reaction) {

        @Override
        public String toString() {
            return number + " " + input;
        }
    }

    @BeforeAll
    static void collect() throws URISyntaxException {
        DialogueFiles.all()
                .forEach(scene -> NUMBER.matcher(scene.name())
                        .results()
                        .forEach(found -> tests(found.group()).add(scene.name())));
        URI here = CatalogueTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        new ClassFileImporter()
                .importLocations(List.of(Location.of(here)))
                .forEach(type -> type.getMethods().forEach(CatalogueTest::collect));
    }

    private static void collect(JavaMethod method) {
        method.tryGetAnnotationOfType(Row.class)
                .ifPresent(row ->
                        Stream.of(row.value()).forEach(number -> tests(number).add(method.getFullName())));
    }

    private static Set<String> tests(String number) {
        return TESTS.computeIfAbsent(number, unused -> new TreeSet<>());
    }

    static List<Entry> entries() throws IOException {
        try (InputStream in = CatalogueTest.class.getResourceAsStream("/catalogue.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(cells -> new Entry(cells[0], cells[1], cells[2]))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void everyRowHasATest(Entry entry) {
        assertThat(TESTS.get(entry.number())).as("tests of " + entry).isNotEmpty();
    }

    @Test
    void everyTestNamesRowsThatThereAre() throws IOException {
        assertThat(entries())
                .extracting(Entry::number)
                .containsAll(TESTS.keySet())
                .doesNotHaveDuplicates();
    }
}
