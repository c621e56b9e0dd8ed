package dev.heloise.junit5;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Mailbox;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Finds {@link SmtpServer} on the classes, methods, fields and parameters around a test.
 *
 * <p>Where nothing says which server is meant, the nearest is: one of another parameter beside, that of the test
 * method, of the class, of its only annotated field, and so on for the classes around. A plain annotation without
 * elements on a field or parameter means the server of the class, where that has one, and else asks for one of its own.
 */
final class Annotations implements Source {

    @Override
    public List<Declaration> around(ExtensionContext context) {
        List<Declaration> found = new ArrayList<>();
        for (Class<?> type : Contexts.classes(context)) {
            found.addAll(0, onFields(type, context));
            onClass(type).ifPresent(declaration -> found.add(0, declaration));
        }
        onMethod(context).ifPresent(found::add);
        return found;
    }

    @Override
    public Map<Slot, Declaration> slots(ExtensionContext context) {
        Map<Slot, Declaration> found = new LinkedHashMap<>();
        for (Class<?> type : Contexts.classes(context)) {
            for (Field field : annotatedFields(type)) {
                Declaration declaration = of(field, type, context);
                instances(field, type, context).forEach(slot -> found.put(slot, declaration));
            }
        }
        return found;
    }

    private static Stream<Slot> instances(Field field, Class<?> type, ExtensionContext context) {
        if (Modifier.isStatic(field.getModifiers())) {
            return Stream.of(new Slot.OfField(field, null));
        }
        return context.getTestInstances().stream()
                .flatMap(instances -> instances.getAllInstances().stream())
                .filter(instance -> instance.getClass() == type)
                .map(instance -> new Slot.OfField(field, instance));
    }

    @Override
    public Optional<Declaration> meantBy(ParameterContext parameter, ExtensionContext context) {
        Optional<Declaration> meant = find(parameter, context);
        if (meant.isEmpty() && !ByHand.isAround(context)) {
            throw new ParameterResolutionException("which server is meant? There is no @SmtpServer on the parameter, on"
                    + " the test method, or on a class or a field around it");
        }
        return meant;
    }

    /** The annotated server that a parameter means, if there is any. */
    static Optional<Declaration> find(ParameterContext parameter, ExtensionContext context) {
        List<Class<?>> classes = classesOf(parameter.getDeclaringExecutable(), context);
        return AnnotationSupport.isAnnotated(parameter.getParameter(), SmtpServer.class)
                ? Optional.of(of(parameter.getParameter(), classes, context))
                : nearest(parameter.getDeclaringExecutable(), classes, context);
    }

    private static Optional<Declaration> nearest(
            Executable executable, List<Class<?>> classes, ExtensionContext context) {
        List<Declaration> beside = Arrays.stream(executable.getParameters())
                .filter(parameter -> AnnotationSupport.isAnnotated(parameter, SmtpServer.class))
                .map(parameter -> of(parameter, classes, context))
                .filter(declaration -> declaration.place() instanceof Parameter)
                .toList();
        Optional<Declaration> found = only(beside).or(() -> onMethod(context));
        for (Class<?> type : classes) {
            found = found.or(() -> onClass(type)).or(() -> only(onFields(type, context)));
        }
        return found;
    }

    private static Declaration of(Parameter parameter, List<Class<?>> classes, ExtensionContext context) {
        Declaration own = declaration(parameter, classes.get(0), annotationOf(parameter));
        return isPlain(annotationOf(parameter))
                ? onMethodOrClass(classes, context).orElse(own)
                : own;
    }

    /** The class that a method or constructor belongs to, and those around that. */
    private static List<Class<?>> classesOf(Executable executable, ExtensionContext context) {
        List<Class<?>> all = Contexts.classes(context);
        List<Class<?>> its = all.stream()
                .dropWhile(type -> !executable.getDeclaringClass().isAssignableFrom(type))
                .toList();
        return its.isEmpty() ? all : its;
    }

    private static Optional<Declaration> only(List<Declaration> candidates) {
        if (candidates.size() > 1) {
            List<String> places =
                    candidates.stream().map(Declaration::toString).sorted().toList();
            throw new ParameterResolutionException("which server is meant? There are several: " + places
                    + ". Annotate the class for one that is meant where nothing else is said, or use the fields");
        }
        return candidates.stream().findFirst();
    }

    private static Optional<Declaration> onMethod(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, SmtpServer.class)
                        .map(annotation -> declaration(method, context.getRequiredTestClass(), annotation)));
    }

    private static Optional<Declaration> onClass(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, SmtpServer.class)
                .map(annotation -> declaration(type, type, annotation));
    }

    private static Optional<Declaration> onMethodOrClass(List<Class<?>> classes, ExtensionContext context) {
        Optional<Declaration> found = onMethod(context);
        for (Class<?> type : classes) {
            found = found.or(() -> onClass(type));
        }
        return found;
    }

    /** The fields of a class that have a server of their own. */
    private static List<Declaration> onFields(Class<?> type, ExtensionContext context) {
        return annotatedFields(type).stream()
                .map(field -> of(field, type, context))
                .filter(declaration -> declaration.place() instanceof Field)
                .distinct()
                .toList();
    }

    private static Declaration of(Field field, Class<?> type, ExtensionContext context) {
        Declaration own = declaration(field, type, annotationOf(field));
        if (!isPlain(annotationOf(field))) {
            return own;
        }
        List<Class<?>> classes = Contexts.classes(context).stream()
                .dropWhile(other -> other != type)
                .toList();
        Optional<Declaration> around =
                classes.stream().flatMap(other -> onClass(other).stream()).findFirst();
        return around.or(() -> sibling(field, type)).orElse(own);
    }

    /** A mailbox alone is of little use: where there is one server beside it, it is that server's. */
    private static Optional<Declaration> sibling(Field mailbox, Class<?> type) {
        List<Field> servers = annotatedFields(type).stream()
                .filter(field -> field.getType() != Mailbox.class)
                .toList();
        return mailbox.getType() == Mailbox.class && servers.size() == 1
                ? Optional.of(declaration(servers.get(0), type, annotationOf(servers.get(0))))
                : Optional.empty();
    }

    private static List<Field> annotatedFields(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(type, SmtpServer.class);
    }

    private static Declaration declaration(Object place, Class<?> owner, SmtpServer annotation) {
        return new Declaration(place, owner, Settings.of(annotation));
    }

    private static SmtpServer annotationOf(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, SmtpServer.class).orElseThrow();
    }

    private static boolean isPlain(SmtpServer annotation) {
        return annotation.equals(requireNonNull(Plain.class.getAnnotation(SmtpServer.class)));
    }

    /** Carries the annotation as it is where no element is given. */
    @SmtpServer
    private static final class Plain {}
}
