package dev.heloise.testcontainers;

import com.grack.nanojson.JsonObject;
import dev.heloise.script.Rule;
import dev.heloise.script.Script;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The script of a server elsewhere. A rule is its own handle, so this knows the rules that were added through it; those
 * that came another way, as by the container's environment, are followed and not listed.
 */
final class RemoteScript implements Script {

    private static final String ALL = "api/rules";

    private final Api api;
    private final List<Added> added = new CopyOnWriteArrayList<>();

    RemoteScript(Api api) {
        this.api = api;
    }

    @Override
    public void add(Rule rule) {
        post(ALL, rule);
    }

    @Override
    public void addFirst(Rule rule) {
        post(ALL + "?first", rule);
    }

    private void post(String path, Rule rule) {
        JsonObject shown = api.change("POST", path, RuleText.of(rule)).orElseThrow();
        added.add(new Added(rule, shown.getString("id")));
    }

    @Override
    public void replace(Rule rule, Rule by) {
        Added old = find(rule).orElseThrow(() -> gone(rule));
        JsonObject shown =
                api.change("PUT", ALL + "/" + old.id, RuleText.of(by)).orElseThrow(() -> gone(rule));
        added.remove(old);
        added.add(new Added(by, shown.getString("id")));
    }

    private static IllegalStateException gone(Rule rule) {
        return new IllegalStateException("the rule \"" + rule + "\" is not in the script any more");
    }

    @Override
    public void remove(Rule rule) {
        find(rule).ifPresent(old -> {
            api.change("DELETE", ALL + "/" + old.id, "");
            added.remove(old);
        });
    }

    @SuppressWarnings("ReferenceEquality") // the rule itself is the handle by which a test removes it
    private Optional<Added> find(Rule rule) {
        return added.stream().filter(each -> each.rule == rule).findFirst();
    }

    @Override
    public List<Rule> rules() {
        return shown().stream().flatMap(rule -> known(rule).stream()).toList();
    }

    @Override
    public List<Rule> unused() {
        return shown().stream()
                .filter(rule -> !rule.getBoolean("used"))
                .flatMap(rule -> known(rule).stream())
                .toList();
    }

    private List<JsonObject> shown() {
        return Api.objects(api.get(ALL), "rules");
    }

    private Optional<Rule> known(JsonObject shown) {
        return added.stream()
                .filter(each -> each.id.equals(shown.getString("id")))
                .map(Added::rule)
                .findFirst();
    }

    @Override
    public void clear() {
        api.change("DELETE", ALL, "");
        added.clear();
    }

    /** A rule, and its id on the server. */
    private record Added(Rule rule, String id) {}
}
