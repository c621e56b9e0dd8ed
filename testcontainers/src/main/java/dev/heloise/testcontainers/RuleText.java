package dev.heloise.testcontainers;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.heloise.script.Answer;
import dev.heloise.script.Effect;
import dev.heloise.script.Effect.Action;
import dev.heloise.script.Rule;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.util.Locale;

/** Writes a rule as the HTTP API takes it. */
final class RuleText {

    private RuleText() {}

    /** @throws IllegalArgumentException if the rule holds something that is no data; the message names it */
    static String of(Rule rule) {
        When when = rule.when();
        require(when.filter().isEmpty(), "a filter is a function and cannot go to a container", rule);
        JsonObject json = new JsonObject();
        json.put("at", when.at().name());
        json.put("matching", when.matching());
        json.put("client", when.client());
        if (!when.inbox().equals("*")) {
            json.put("inbox", when.inbox());
        }
        JsonArray replies = new JsonArray();
        rule.steps().forEach(step -> replies.add(step(step, rule)));
        json.put("replies", replies);
        return JsonWriter.string(json);
    }

    private static JsonObject step(Step step, Rule rule) {
        Effect effect = step.effect();
        Action action = effect.action();
        boolean granted = step.answer() instanceof Answer.Granted;
        require(action != Action.HALF_CLOSE || granted, "a half-close comes with the server's own reply", rule);
        JsonObject json = new JsonObject();
        json.put("reply", action == Action.SEND || action == Action.CLOSE ? said(step.answer()) : word(action));
        json.put("times", step.times());
        if (!effect.delay().isZero()) {
            json.put("afterMillis", effect.delay().toMillis());
        }
        if (effect.cutAfter() != Effect.WHOLE) {
            json.put("cutAfter", effect.cutAfter());
        }
        if (!effect.pause().isZero()) {
            json.put("pauseMillis", effect.pause().toMillis());
        }
        if (action == Action.CLOSE) {
            json.put("closing", true);
        }
        if (granted && !effect.speaks()) {
            json.put("afterStoring", true);
        }
        return json;
    }

    private static String said(Answer answer) {
        return answer instanceof Answer.Said said ? said.reply().toString() : answer.toString();
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void require(boolean holds, String why, Rule rule) {
        if (!holds) {
            throw new IllegalArgumentException(why + ": " + rule);
        }
    }
}
