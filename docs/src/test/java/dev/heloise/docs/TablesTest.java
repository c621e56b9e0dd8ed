package dev.heloise.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpRule;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.script.Answers;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tables of reference: what is in them is there, and what is there is in them. */
class TablesTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1));
    }

    private static Set<String> sorted(Stream<String> names) {
        return names.collect(toCollection(TreeSet::new));
    }

    @Nested
    class Options {

        private static final int BUILDER = 1;
        private static final int ANNOTATION = 2;
        private static final int COMMAND_LINE = 3;
        private static final int ENVIRONMENT = 4;
        private static final int DEFAULT = 5;

        private final List<List<String>> rows = Page.of("docs/options.md")
                .rows()
                .skip(2)
                .filter(row -> row.size() > DEFAULT)
                .toList();

        private Set<String> column(int column) {
            return sorted(rows.stream().flatMap(row -> codes(row.get(column))));
        }

        @Test
        void areThoseOfTheBuilder() {
            assertThat(column(BUILDER))
                    .isEqualTo(sorted(Stream.of(FakeSmtpServer.Builder.class.getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers()))
                            .map(Method::getName)
                            .filter(name -> !name.equals("start"))));
        }

        @Test
        void areThoseOfTheAnnotation() {
            assertThat(column(ANNOTATION))
                    .isEqualTo(sorted(
                            Stream.of(SmtpServer.class.getDeclaredMethods()).map(Method::getName)));
        }

        @Test
        void areThoseOfTheCommandLineWithItsDefaults() throws Exception {
            Matcher options = Pattern.compile("(?m)^(?: {6}| +-., )(--[a-z-]+)((?:.*\n(?! +-))*.*)")
                    .matcher(help());
            TreeSet<String> found = new TreeSet<>();
            while (options.find()) {
                found.add(options.group(1));
                Matcher preset = Pattern.compile("\\(([^() ]+)\\)\\s*$").matcher(options.group(2));
                if (preset.find()) {
                    assertThat(defaultOf(options.group(1))).contains("`" + preset.group(1) + "`");
                }
            }
            found.removeAll(List.of("--help", "--version"));

            assertThat(column(COMMAND_LINE)).isEqualTo(found);
        }

        private String defaultOf(String option) {
            return rows.stream()
                    .filter(row -> row.get(COMMAND_LINE).equals("`" + option + "`"))
                    .map(row -> row.get(DEFAULT))
                    .findFirst()
                    .orElse("no row has " + option);
        }

        @Test
        void haveTheVariablesThatTheirNamesGive() {
            assertThat(rows)
                    .allSatisfy(row -> assertThat(codes(row.get(ENVIRONMENT)))
                            .containsExactlyElementsOf(codes(row.get(COMMAND_LINE))
                                    .map(option -> "HELOISE_"
                                            + option.substring(2)
                                                    .replace('-', '_')
                                                    .toUpperCase(Locale.ROOT))
                                    .toList()));
        }

        /** What {@code --help} says, in a process of its own, since it ends the one that it is asked in. */
        private static String help() throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.heloise.app.Heloise",
                            "--help")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }

    @Nested
    class Rules {

        private final Page page = Page.of("docs/rules.md");
        private final List<List<String>> elements =
                page.rows().filter(row -> row.size() == 5).skip(2).toList();
        private final List<List<String>> answers =
                page.rows().filter(row -> row.size() == 4).skip(2).toList();

        @Test
        void haveTheElementsOfTheAnnotation() {
            assertThat(sorted(elements.stream().flatMap(row -> codes(row.get(2)))))
                    .isEqualTo(sorted(
                            Stream.of(SmtpRule.class.getDeclaredMethods()).map(Method::getName)));
        }

        @Test
        void haveTheFieldsOfJson() throws ClassNotFoundException {
            assertThat(sorted(elements.stream().flatMap(row -> codes(row.get(3)))))
                    .isEqualTo(sorted(Stream.of(
                                    Class.forName("dev.heloise.app.WrittenRule").getRecordComponents())
                            .map(RecordComponent::getName)));
        }

        @Test
        void haveWhatCanBeSaidInJava() {
            Stream<String> conditions = Stream.of("client", "inbox");
            Stream<String> saying = Stream.of(Answers.class.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .map(Method::getName)
                    .filter(name -> !name.equals("toString"));

            assertThat(sorted(Stream.concat(
                                    elements.stream().flatMap(row -> codes(row.get(1))),
                                    answers.stream().flatMap(row -> codes(row.get(2))))
                            .filter(name -> !name.equals("then…"))))
                    .isEqualTo(sorted(Stream.concat(conditions, saying)));
        }

        @Test
        void haveAnswersThatCanBeRead() {
            assertThat(answers)
                    .hasSize(8)
                    .allSatisfy(row -> assertThat(codes(row.get(1)))
                            .singleElement()
                            .satisfies(text -> Rule.of(Stage.MAIL, "*", text, 1)));
        }

        @Test
        void haveEveryStage() {
            assertThat(page.text())
                    .contains(Stream.of(Stage.values())
                            .map(stage -> "`" + stage + "`")
                            .collect(joining(" ", "Stages: ", ".")));
        }
    }

    @Test
    void requestsAreThoseOfTheApi() {
        String description = Page.of("web-ui/src/main/resources/dev/heloise/app/openapi.yaml")
                .text();
        TreeSet<String> described = new TreeSet<>();
        Matcher path = Pattern.compile("(?m)^  (/\\S*):\n((?:    .*\n)+)").matcher(description);
        while (path.find()) {
            String each = path.group(1);
            Pattern.compile("(?m)^    (get|post|put|patch|delete):$")
                    .matcher(path.group(2))
                    .results()
                    .forEach(method -> described.add(method.group(1).toUpperCase(Locale.ROOT) + " " + each));
        }

        assertThat(sorted(Page.of("docs/http-api.md")
                        .rows()
                        .flatMap(row -> codes(row.get(0)))
                        .filter(request -> request.contains(" /"))
                        .map(request -> request.replaceAll("\\?.*", ""))))
                .isEqualTo(described);
    }

    /** A rule's id is a text in the code that makes its finding, or a constant of the table of rules for content. */
    @Nested
    class Findings {

        private static final Pattern TEXT = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
        private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z][A-Z0-9_]+)\\(");

        @Test
        void areThoseOfSessionsAndMails() throws IOException {
            Set<String> rules = texts("core");
            CONSTANT.matcher(Page.of("core/src/main/java/dev/heloise/mailbox/MailRule.java")
                            .text())
                    .results()
                    .forEach(constant -> rules.add(constant.group(1)));

            assertThat(rules("docs/findings.md")).isEqualTo(rules);
        }

        @Test
        void areThoseOfDeliverability() throws IOException {
            assertThat(rules("docs/deliverability.md")).isEqualTo(texts("deliverability"));
        }

        @Test
        void haveTheirSeverityAndSomethingToDo() {
            String table = Page.of("core/src/main/java/dev/heloise/mailbox/MailRule.java")
                    .text();
            assertThat(Page.of("docs/findings.md")
                            .rows()
                            .filter(row -> row.get(0).startsWith("`")))
                    .allSatisfy(row -> {
                        assertThat(row.get(3)).as(row.get(0)).isNotEmpty();
                        assertThat(row.get(1)).isIn("error", "warning", "info");
                        String severity = row.get(1).toUpperCase(Locale.ROOT);
                        codes(row.get(0))
                                .filter(rule -> table.contains("\n    " + rule + "("))
                                .forEach(rule -> assertThat(table).contains("\n    " + rule + "(" + severity + ","));
                    });
        }

        private static Set<String> rules(String page) {
            return sorted(Page.of(page)
                    .rows()
                    .flatMap(row -> codes(row.get(0)))
                    .filter(code -> code.matches("[A-Z][A-Z0-9_]+")));
        }

        private static Set<String> texts(String module) throws IOException {
            try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module).resolve("src/main/java"))) {
                return sorted(files.filter(file -> file.toString().endsWith(".java"))
                        .map(Page::of)
                        .flatMap(source -> TEXT.matcher(source.text()).results())
                        .map(text -> text.group(1)));
            }
        }
    }

    @Test
    void whatIsAskedForIsWhatThereIs() {
        String bom = Page.of("bom/pom.xml").text();
        String parent = Page.of("pom.xml").text();
        String version = first("<artifactId>heloise-parent</artifactId>\\s*<version>(.*?)</version>", parent);
        for (String page : List.of("README.md", "docs/getting-started.md")) {
            String text = Page.of(page).text();
            assertThat(all("<artifactId>(heloise-.*?)</artifactId>", text))
                    .isNotEmpty()
                    .allMatch(artifact ->
                            artifact.equals("heloise-bom") || bom.contains("<artifactId>" + artifact + "<"));
            assertThat(first("<artifactId>heloise-bom</artifactId>\\s*<version>(.*?)</version>", text))
                    .isEqualTo(version);
        }
        assertThat(Page.of("README.md").text()).contains("(platform(\"dev.heloise:heloise-bom:" + version + "\"))");
        String project = Page.of("docs/getting-started.md").text();
        assertThat(first("<artifactId>junit-jupiter</artifactId>\\s*<version>(.*?)</version>", project))
                .isEqualTo(first("<junit.version>(.*?)<", parent));
        assertThat(first("<artifactId>angus-mail</artifactId>\\s*<version>(.*?)</version>", project))
                .isEqualTo(first("<angus-mail.version>(.*?)<", parent));
    }

    private static Set<String> all(String pattern, String text) {
        return sorted(Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)));
    }

    private static String first(String pattern, String text) {
        return all(pattern, text).iterator().next();
    }
}
