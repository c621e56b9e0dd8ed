package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The test suite of openspf.org for RFC 7208, all of it. */
@EnabledIf(value = Corpora.ARE_THERE, disabledReason = Corpora.MISSING)
class SpfSuiteTest {

    @TestFactory
    List<DynamicTest> suite() throws IOException {
        List<DynamicTest> cases = new ArrayList<>();
        try (Reader yaml = Files.newBufferedReader(Corpora.path("spf-pyspf/rfc7208-tests.yml"))) {
            for (Object scenario : reader().loadAll(yaml)) {
                addCases(map(scenario), cases);
            }
        }
        assertThat(cases).as("cases in the suite").hasSize(203);
        return cases;
    }

    /** Everything is text here, also what looks like a number in base 60. */
    private static Yaml reader() {
        DumperOptions dumper = new DumperOptions();
        LoaderOptions loader = new LoaderOptions();
        Resolver onlyNull = new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                addImplicitResolver(Tag.MERGE, MERGE, "<");
            }
        };
        return new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader, onlyNull);
    }

    private static void addCases(Map<String, Object> scenario, List<DynamicTest> cases) {
        Zone zone = zone(map(scenario.get("zonedata")));
        map(scenario.get("tests"))
                .forEach((name, test) -> cases.add(
                        dynamicTest(text(scenario.get("description")) + ": " + name, () -> check(zone, map(test)))));
    }

    private static void check(Zone zone, Map<String, Object> test) {
        SpfResult result =
                Spf.against(zone).check(text(test.get("host")), text(test.get("helo")), text(test.get("mailfrom")));

        // Where the suite allows several results, the first is the one it prefers.
        List<String> expected = list(test.get("result"));
        assertThat(result.verdict().name().toLowerCase(Locale.ROOT))
                .as(result.reason())
                .isEqualTo(expected.get(0));
        if (test.containsKey("explanation")) {
            String explanation = text(test.get("explanation"));
            assertThat(result.explanation()).isEqualTo(explanation.equals("DEFAULT") ? "" : explanation);
        }
    }

    /** Records of type SPF are published as TXT, unless the name has TXT records of its own. */
    private static Zone zone(Map<String, Object> names) {
        Zone.Builder zone = Zone.builder();
        names.forEach((name, records) -> {
            List<?> list = (List<?>) records;
            boolean hasText = list.stream().anyMatch(r -> r instanceof Map<?, ?> m && m.containsKey("TXT"));
            for (Object record : list) {
                if (record instanceof Map<?, ?> fields) {
                    fields.forEach((type, data) -> add(zone, name, text(type), data, hasText));
                } else {
                    zone.timeout(name);
                }
            }
        });
        return zone.build();
    }

    private static void add(Zone.Builder zone, String name, String type, Object data, boolean hasText) {
        if (type.equals("SPF") && hasText) {
            zone.record(name, "SPF", text(data));
        } else if (!(type.equals("TXT") && data.equals("NONE"))) {
            List<String> fields = list(data);
            zone.record(
                    name,
                    type.equals("SPF") ? "TXT" : type,
                    fields.isEmpty() ? new String[] {""} : fields.toArray(new String[0]));
        }
    }

    private static List<String> list(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(SpfSuiteTest::text).toList()
                : List.of(text(value));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    @SuppressWarnings("unchecked") // The suite's own schema: every map has text for keys.
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
