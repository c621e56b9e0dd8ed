package dev.heloise.junit5;

import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.Zone;
import dev.heloise.deliverability.ZoneException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves the parameters that {@link DnsZone} is for. It keeps nothing: zones do not change, and are soon read. */
final class DnsZoneExtension implements BeforeEachCallback, ParameterResolver {

    /** A zone that cannot be read fails also those tests that do not ask for it. */
    @Override
    public void beforeEach(ExtensionContext context) {
        deliverability(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Zone.class || type == Deliverability.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Zone.class ? zone(context) : deliverability(context);
    }

    private static Zone zone(ExtensionContext context) {
        Zone zone = Zone.parse("");
        for (Place place : around(context)) {
            zone = zone.with(place.zone());
        }
        return zone;
    }

    private static Deliverability deliverability(ExtensionContext context) {
        Deliverability deliverability = Deliverability.against(zone(context));
        for (Place place : around(context)) {
            deliverability = place.addressed(deliverability);
        }
        return deliverability;
    }

    /** The annotated places around a test, the outermost first. */
    private static List<Place> around(ExtensionContext context) {
        List<Place> places = new ArrayList<>();
        for (Class<?> type : Contexts.classes(context)) {
            places.addAll(0, at(type));
        }
        context.getTestMethod().ifPresent(method -> places.addAll(at(method)));
        return places;
    }

    private static List<Place> at(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, DnsZone.class).stream()
                .map(annotation -> new Place(element, annotation))
                .toList();
    }

    /** An annotated class or method. */
    private record Place(AnnotatedElement element, DnsZone annotation) {

        Zone zone() {
            try {
                return Zone.parse(annotation.value());
            } catch (ZoneException e) {
                throw new ExtensionConfigurationException(this + " cannot be read: " + e.getMessage(), e);
            }
        }

        Deliverability addressed(Deliverability other) {
            try {
                return annotation.from().isEmpty() ? other : other.from(annotation.from());
            } catch (IllegalArgumentException e) {
                throw new ExtensionConfigurationException(this + " has no address in from: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            String where = element instanceof Method method
                    ? "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                    : "class " + ((Class<?>) element).getSimpleName();
            return "the @DnsZone on " + where;
        }
    }
}
