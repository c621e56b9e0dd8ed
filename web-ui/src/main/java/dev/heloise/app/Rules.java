package dev.heloise.app;

import dev.heloise.script.Rule;
import dev.heloise.script.Script;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** {@code /api/rules}: the script, as data. What is changed here holds from the next command on. */
final class Rules {

    private static final String ALL = "/api/rules";
    private static final int MOST = 1_000;

    private final Script script;
    private final ReentrantLock lock = new ReentrantLock();

    /** The numbers of the rules. A rule is its own handle, and two that are equal are still two. */
    private final IdentityHashMap<Rule, Integer> numbers = new IdentityHashMap<>();

    private int lastNumber;

    Rules(Script script) {
        this.script = script;
    }

    void routes(RoutesConfig routes) {
        routes.get(ALL, context -> context.json(new ShownRules(all())));
        routes.post(ALL, this::add);
        routes.delete(ALL, this::clear);
        routes.put(ALL + "/{id}", this::replace);
        routes.delete(ALL + "/{id}", this::remove);
    }

    private void add(Context context) {
        boolean first = new Arguments(context, "first").has("first");
        Rule rule = rule(Json.read(context.bodyAsBytes(), WrittenRule.class));
        if (script.rules().size() >= MOST) {
            throw Problem.busy("there are " + MOST + " rules already");
        }
        if (first) {
            script.addFirst(rule);
        } else {
            script.add(rule);
        }
        context.status(HttpStatus.CREATED).json(shown(rule, false));
    }

    private static Rule rule(WrittenRule written) {
        try {
            return written.rule();
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private void clear(Context context) {
        script.clear();
        forgetAllBut(List.of());
        context.status(HttpStatus.NO_CONTENT);
    }

    private void remove(Context context) {
        Rule rule = find(context);
        script.remove(rule);
        lock.lock();
        try {
            numbers.remove(rule);
        } finally {
            lock.unlock();
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    /** In the same place, under the same id, and with the answers that were given counted. */
    private void replace(Context context) {
        Rule by = rule(Json.read(context.bodyAsBytes(), WrittenRule.class));
        lock.lock();
        try {
            Rule rule = find(context);
            script.replace(rule, by);
            numbers.put(by, number(rule));
            numbers.remove(rule);
        } catch (IllegalStateException gone) {
            throw Problem.notFound(String.valueOf(gone.getMessage()));
        } finally {
            lock.unlock();
        }
        context.json(shown(by, !unused().contains(by)));
    }

    private Rule find(Context context) {
        String id = context.pathParam("id");
        for (Rule rule : script.rules()) {
            if (Integer.toString(number(rule)).equals(id)) {
                return rule;
            }
        }
        throw Problem.notFound("there is no rule " + id);
    }

    private List<ShownRule> all() {
        List<Rule> rules = script.rules();
        Set<Rule> unused = unused();
        forgetAllBut(rules);
        return rules.stream().map(rule -> shown(rule, !unused.contains(rule))).toList();
    }

    private Set<Rule> unused() {
        Set<Rule> unused = Collections.newSetFromMap(new IdentityHashMap<>());
        unused.addAll(script.unused());
        return unused;
    }

    private ShownRule shown(Rule rule, boolean used) {
        return ShownRule.of(Integer.toString(number(rule)), rule, used);
    }

    private int number(Rule rule) {
        lock.lock();
        try {
            return numbers.computeIfAbsent(rule, added -> ++lastNumber);
        } finally {
            lock.unlock();
        }
    }

    private void forgetAllBut(List<Rule> rules) {
        Set<Rule> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(rules);
        lock.lock();
        try {
            numbers.keySet().removeIf(rule -> !kept.contains(rule));
        } finally {
            lock.unlock();
        }
    }

    record ShownRules(List<ShownRule> rules) {}
}
