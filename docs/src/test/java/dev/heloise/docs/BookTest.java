package dev.heloise.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every page: its examples stand in a test, to the letter, spaces and line ends aside; its links lead
 * somewhere; and it can be found from the table of contents.
 */
class BookTest {

    /** Pages that show more than whole pieces of a test, and have a test that knows how to look. */
    private static final Map<String, String> TESTED_ELSEWHERE = Map.of(
            "docs/assertions.md", "assertj/src/test/java/dev/heloise/assertj/AssertionsPageTest.java",
            "docs/deliverability.md", "assertj/src/test/java/dev/heloise/assertj/DeliverabilityPageTest.java",
            "docs/junit.md", "junit5/src/test/java/dev/heloise/junit5/JUnitGuideTest.java",
            "docs/reading.md", "core/src/test/java/dev/heloise/mailbox/ReadingGuideTest.java",
            "docs/scripting.md", "core/src/test/java/dev/heloise/script/ScriptingGuideTest.java");

    private static final List<String> LANGUAGES = List.of("java", "kotlin", "properties");

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    static Stream<Page.Example> examples() throws IOException {
        return pages().filter(page -> !TESTED_ELSEWHERE.containsKey(page.path()))
                .flatMap(page -> LANGUAGES.stream().flatMap(language -> page.examples(language).stream()));
    }

    /** The tests of the whole repository, and the examples with all that is theirs, squeezed. */
    private static final Map<Path, String> TESTS = tests();

    private static Map<Path, String> tests() {
        try (Stream<Path> files = Files.walk(Page.ROOT)) {
            return files.filter(file -> file.toString().matches(".*(/src/test/|/examples/).*\\.(java|kt|properties)"))
                    .filter(Page::isOurs)
                    .map(Page::of)
                    .collect(toMap(Page::file, source -> Page.Example.squeezed(source.text())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsWhatIsTested(Page.Example example) {
        assertThat(TESTS.values().stream().anyMatch(test -> test.contains(example.squeezed())))
                .as("a test has this example of " + example.page() + ":\n" + example.code())
                .isTrue();
    }

    @Test
    void pagesWithATestOfTheirOwnHaveOne() {
        TESTED_ELSEWHERE.forEach((page, test) -> assertThat(Page.of(test).text())
                .as(test)
                .contains(Path.of(page).getFileName().toString()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsSomewhere(Page page) {
        assertThat(page.links().stream().filter(link -> !leads(page, link))).isEmpty();
    }

    private static boolean leads(Page page, String link) {
        if (link.matches("[a-z]+:.*")) {
            return URI.create(link).getHost() != null;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Page.of(target).anchors().contains(parts[1]));
    }

    @Test
    void isFoundFromTheTableOfContents() throws IOException {
        Page contents = Page.of("docs/README.md");
        TreeSet<String> linked = contents.links().stream()
                .map(link -> "docs/" + link.replaceAll("#.*", ""))
                .collect(toCollection(TreeSet::new));

        assertThat(pages().map(Page::path).filter(path -> path.startsWith("docs/") && !path.startsWith("docs/adr/")))
                .filteredOn(path -> !path.equals(contents.path()))
                .allSatisfy(path -> assertThat(linked).contains(path));
    }
}
