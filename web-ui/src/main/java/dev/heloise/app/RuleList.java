package dev.heloise.app;

import dev.heloise.script.Rule;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Rules as a file holds them: {@code {"rules": […]}}. */
record RuleList(List<WrittenRule> rules) {

    static final RuleList NONE = new RuleList(List.of());

    RuleList {
        rules = List.copyOf(rules);
    }

    /**
     * The rules of a file, checked.
     *
     * @throws IllegalArgumentException if it cannot be read; the message names the file
     */
    static RuleList of(Path file) {
        try {
            RuleList list = Json.parse(TextFile.read(file), RuleList.class);
            if (list == null) {
                throw new IllegalArgumentException("not a rule: null");
            }
            list.parsed();
            return list;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " holds no rules: " + Json.complaint(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    List<Rule> parsed() {
        return rules.stream().map(WrittenRule::rule).toList();
    }
}
