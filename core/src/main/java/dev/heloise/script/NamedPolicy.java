package dev.heloise.script;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A ready-made policy under the name that administrators know. */
record NamedPolicy(String name, Policy policy, Set<Stage> stages) implements Policy {

    static Policy at(String name, Policy policy, Stage... stages) {
        return new NamedPolicy(name, policy, Set.of(stages));
    }

    static Policy refusing(String name, Predicate<Request> refused, String reply, Stage... stages) {
        Reply same = Reply.of(reply);
        return refusing(name, refused, request -> same, stages);
    }

    static Policy refusing(String name, Predicate<Request> refused, Function<Request, Reply> reply, Stage... stages) {
        return at(
                name,
                request -> refused.test(request) ? Verdict.answer(reply.apply(request)) : Verdict.noOpinion(),
                stages);
    }

    @Override
    public Verdict judge(Request request) {
        return policy.judge(request);
    }

    @Override
    public boolean concerns(Stage stage) {
        return stages.contains(stage);
    }

    @Override
    public void reset() {
        policy.reset();
    }

    @Override
    public String toString() {
        return name;
    }
}
