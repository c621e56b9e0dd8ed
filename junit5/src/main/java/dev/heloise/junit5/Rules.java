package dev.heloise.junit5;

import dev.heloise.script.Effect;
import dev.heloise.script.Effect.Action;
import dev.heloise.script.Rule;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The rules that annotations ask for, as those of a script. */
final class Rules {

    private Rules() {}

    /** Those for a test in the order in which they are asked: of the method, the class, the classes around. */
    static List<Rule> around(ExtensionContext test) {
        List<AnnotatedElement> elements = new ArrayList<>();
        elements.add(test.getRequiredTestMethod());
        elements.addAll(Contexts.classes(test));
        return elements.stream()
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, SmtpRule.class).stream()
                        .map(annotation -> rule(annotation, element)))
                .toList();
    }

    private static Rule rule(SmtpRule annotation, AnnotatedElement element) {
        try {
            When when = new When(
                    annotation.at(), annotation.matching(), annotation.client(), annotation.inbox(), Optional.empty());
            return new Rule(when, steps(annotation));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@SmtpRule on " + name(element) + ": " + e.getMessage(), e);
        }
    }

    private static List<Step> steps(SmtpRule annotation) {
        List<Step> steps = new ArrayList<>();
        for (String reply : annotation.reply()) {
            boolean last = steps.size() == annotation.reply().length - 1;
            steps.add(step(annotation, Step.of(reply, last ? annotation.times() : 1)));
        }
        return steps;
    }

    private static Step step(SmtpRule annotation, Step plain) {
        Effect effect = new Effect(
                Duration.ofMillis(annotation.afterMillis()),
                annotation.closing() ? Action.CLOSE : plain.effect().action(),
                annotation.cutAfter(),
                Duration.ofMillis(annotation.pauseMillis()));
        Step step = plain.with(effect);
        // Of several answers, it is about those that break the connection.
        boolean stores = annotation.afterStoring() && (!effect.speaks() || annotation.reply().length == 1);
        return stores ? step.afterStoring() : step;
    }

    private static String name(AnnotatedElement element) {
        return element instanceof Method method
                ? "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                : "class " + ((Class<?>) element).getSimpleName();
    }
}
