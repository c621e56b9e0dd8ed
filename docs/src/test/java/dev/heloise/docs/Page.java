package dev.heloise.docs;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the book or another text in Markdown: its examples, its links, and what links can lead to. */
public record Page(Path file, String text) {

    /** The checkout. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```([^\n]*)\n(.*?)^```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)>?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Page of(String path) {
        return of(ROOT.resolve(path));
    }

    /** All that is written in Markdown, wherever it stands. */
    static List<Page> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Page::isOurs)
                    .sorted()
                    .map(Page::of)
                    .toList();
        }
    }

    static boolean isOurs(Path file) {
        for (Path part : ROOT.relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    /** Its path from the root of the checkout, with slashes. */
    String path() {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** The examples in this language, such as {@code java}. */
    public List<Example> examples(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(fence -> fence.group(1).equals(language))
                .map(fence -> new Example(path(), fence.group(2)))
                .toList();
    }

    /** Where its links lead, those in examples left out. */
    List<String> links() {
        String prose = CODE.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
    }

    /** The names by which links lead to its headings, as GitHub makes them. */
    Set<String> anchors() {
        return HEADING.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(Page::anchor)
                .collect(toSet());
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The rows of its tables, each as its cells; heads and rules are rows as well. */
    public Stream<List<String>> rows() {
        return text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList());
    }

    @Override
    public String toString() {
        return path();
    }

    /** A piece of code that a page shows. */
    public record Example(String page, String code) {

        /** What counts when it is compared: no space, no remark, and not what only a nested class needs. */
        String squeezed() {
            // An example may end before its class does.
            return squeezed(code).replaceAll("}+$", "");
        }

        static String squeezed(String code) {
            return code.replace("static class", "class")
                    .replaceAll("(?m)\\s// .*$", "")
                    .replaceAll("\\s+", "");
        }

        @Override
        public String toString() {
            return page + ": " + code.lines().findFirst().orElse("");
        }
    }
}
