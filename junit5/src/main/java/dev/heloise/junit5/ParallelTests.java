package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Tells whether a test may run at the same time as others that have the same server. */
final class ParallelTests {

    private ParallelTests() {}

    /** Whether the run has several threads at all; without that, every other answer of JUnit means nothing. */
    static boolean areEnabled(ExtensionContext context) {
        return context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    /** Decided from what is declared, not from what happens to run, so that it is the same each time. */
    static boolean share(Declaration declaration, ExtensionContext test) {
        if (!areEnabled(test) || isLocked(test)) {
            return false;
        }
        if (declaration.lifecycle(test) == PER_RUN) {
            return isConcurrent(upTo(Optional.empty(), test));
        }
        Class<?> owner = declaration.owner();
        return countTests(owner) > 1 && (isConcurrent(upTo(Optional.of(owner), test)) || hasConcurrentTests(owner));
    }

    private static boolean isConcurrent(List<ExtensionContext> contexts) {
        return contexts.stream().anyMatch(context -> context.getExecutionMode() == CONCURRENT);
    }

    /** The contexts that have siblings with the same server: those of the test and of the classes inside the owner. */
    private static List<ExtensionContext> upTo(Optional<Class<?>> owner, ExtensionContext test) {
        List<ExtensionContext> found = new ArrayList<>();
        Optional<ExtensionContext> next = Optional.of(test);
        while (next.isPresent() && next.get().getTestClass().isPresent()) {
            ExtensionContext context = next.get();
            if (context.getTestMethod().isEmpty() && context.getTestClass().equals(owner)) {
                break;
            }
            found.add(context);
            next = context.getParent();
        }
        return found;
    }

    /** Whether its author has seen to it that the test does not run beside the others. */
    private static boolean isLocked(ExtensionContext test) {
        List<Class<?>> classes = Contexts.classes(test);
        return isLocked(test.getRequiredTestMethod())
                || classes.stream()
                        .anyMatch(type -> isLocked(type) || AnnotationSupport.isAnnotated(type, Isolated.class));
    }

    private static boolean isLocked(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, ResourceLock.class).stream()
                .anyMatch(lock -> lock.mode() == ResourceAccessMode.READ_WRITE);
    }

    private static int countTests(Class<?> type) {
        int own = tests(type).stream()
                .mapToInt(method -> makesTests(method) ? 2 : 1)
                .sum();
        return own + nested(type).stream().mapToInt(ParallelTests::countTests).sum();
    }

    /** Whether a method stands for several tests: a parameterized or repeated one, or a factory. */
    private static boolean makesTests(Method method) {
        return AnnotationSupport.isAnnotated(method, TestTemplate.class)
                || AnnotationSupport.isAnnotated(method, TestFactory.class);
    }

    /**
     * Whether some test of the class is declared so: those beside it that are not run together with it all the same.
     */
    private static boolean hasConcurrentTests(Class<?> type) {
        return isConcurrent(type)
                || tests(type).stream().anyMatch(ParallelTests::isConcurrent)
                || nested(type).stream().anyMatch(ParallelTests::hasConcurrentTests);
    }

    private static boolean isConcurrent(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Execution.class)
                .filter(execution -> execution.value() == CONCURRENT)
                .isPresent();
    }

    private static List<Method> tests(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN);
    }

    private static List<Class<?>> nested(Class<?> type) {
        return ReflectionSupport.findNestedClasses(
                type, candidate -> AnnotationSupport.isAnnotated(candidate, Nested.class));
    }

    /** What a test is told that reads the mails of all of them. */
    static String advice(Declaration declaration) {
        return "tests that run at the same time share this server (" + declaration
                + "), so its mailbox holds the mails of all of them. Do one of these:\n"
                + "  - read inboxes, with a recipient for each test: a parameter @Inbox(\"ada@example.com\") Mailbox,"
                + " or mailbox.inbox(\"ada@example.com\")\n"
                + "  - give each test a server of its own: @SmtpServer(lifecycle = PER_METHOD)\n"
                + "  - run these tests one after the other: @Execution(SAME_THREAD)";
    }
}
