package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heloise.script.Rule;
import dev.heloise.script.Script;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/chaos}: Mailpit's triggers, as rules of the script. A trigger is always or never: what happens by
 * chance makes tests that fail by chance.
 */
final class MailpitChaos {

    private static final String PATH = "/api/v1/chaos";
    private static final int USUAL_CODE = 451;
    private static final int USUAL_AUTHENTICATION_CODE = 535;
    private static final int ALWAYS = 100;

    private final Script script;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Stage, Rule> rules = new EnumMap<>(Stage.class);

    MailpitChaos(Script script) {
        this.script = script;
    }

    void routes(RoutesConfig routes) {
        routes.get(PATH, context -> context.json(triggers()));
        routes.put(PATH, this::replace);
    }

    private void replace(Context context) {
        byte[] body = context.bodyAsBytes();
        Triggers wanted = body.length == 0 ? new Triggers(null, null, null) : Json.read(body, Triggers.class);
        // All of them are read before any is set.
        Map<Stage, Rule> made = new EnumMap<>(Stage.class);
        make(made, Stage.MAIL, wanted.sender());
        make(made, Stage.RCPT, wanted.recipient());
        make(made, Stage.AUTH, wanted.authentication());
        lock.lock();
        try {
            rules.values().forEach(script::remove);
            rules.clear();
            rules.putAll(made);
            rules.values().forEach(script::addFirst);
        } finally {
            lock.unlock();
        }
        context.json(triggers());
    }

    /** A trigger that is left out is switched off, as in Mailpit. */
    private static void make(Map<Stage, Rule> made, Stage stage, @Nullable Trigger trigger) {
        if (trigger == null || trigger.probability() == 0) {
            return;
        }
        if (trigger.probability() != ALWAYS) {
            throw Problem.badRequest("Probability must be 0 or 100, but is " + trigger.probability()
                    + ": nothing here happens by chance. POST /api/rules takes a rule that answers some of the times");
        }
        if (trigger.errorCode() < 400 || trigger.errorCode() > 559) {
            throw Problem.badRequest("ErrorCode must be from 400 to 559, but is " + trigger.errorCode());
        }
        try {
            made.put(stage, Rule.of(stage, "*", trigger.errorCode() + " Chaos " + word(stage) + " error", Step.ALWAYS));
        } catch (IllegalArgumentException noReply) {
            throw Problem.badRequest("ErrorCode: " + noReply.getMessage());
        }
    }

    private static String word(Stage stage) {
        return switch (stage) {
            case MAIL -> "sender";
            case RCPT -> "recipient";
            default -> "authentication";
        };
    }

    private Triggers triggers() {
        lock.lock();
        try {
            return new Triggers(trigger(Stage.MAIL), trigger(Stage.RCPT), trigger(Stage.AUTH));
        } finally {
            lock.unlock();
        }
    }

    private Trigger trigger(Stage stage) {
        Rule rule = rules.get(stage);
        // Somebody may have removed it by other means.
        return rule != null && script.rules().contains(rule)
                ? new Trigger(
                        Integer.parseInt(rule.steps().get(0).answer().toString().substring(0, 3)), ALWAYS)
                : new Trigger(usualCode(stage), 0);
    }

    private static int usualCode(Stage stage) {
        return stage == Stage.AUTH ? USUAL_AUTHENTICATION_CODE : USUAL_CODE;
    }

    /** What is refused at which command. */
    record Triggers(
            @JsonProperty("Sender") @Nullable Trigger sender,
            @JsonProperty("Recipient") @Nullable Trigger recipient,
            @JsonProperty("Authentication") @Nullable Trigger authentication) {}

    /** With which code, and in how many of a hundred cases. */
    record Trigger(
            @JsonProperty("ErrorCode") int errorCode,
            @JsonProperty("Probability") int probability) {}
}
