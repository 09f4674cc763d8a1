package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An ApplicationSet: the element of its list generators, nested ones included, that tells service and environment. */
final class ApplicationSetLayout {

    /** Keys that identify an element, so that its path stays true when elements are added. */
    private static final String[] IDENTIFYING = {
        "service", "app", "name", "component", "env", "environment", "stage", "cluster", "namespace"
    };

    private static final List<String> OF_SERVICE = List.of("service", "app", "component");
    private static final List<String> OF_ENVIRONMENT = List.of("env", "environment", "stage");

    private ApplicationSetLayout() {}

    static void find(List<YamlPlace> sets, Found found) {
        Wanted.Subject subject = found.wanted().subject();
        List<YamlPlace> elements = new ArrayList<>();
        for (YamlPlace set : sets) {
            set.at("spec", "generators").ifPresent(generators -> collect(generators, elements));
        }
        if (elements.isEmpty()) {
            throw new NotFoundException(
                    "The ApplicationSet in " + found.file() + " has no list generator whose elements tell a version.",
                    "Promote in the file that its generator reads, or name the place with set.");
        }
        String which = subject.service() + " in " + subject.environment();
        List<YamlPlace> own = own(elements, subject);
        if (own.isEmpty()) {
            throw new NotFoundException(
                    "No element of " + found.file() + " is for " + which + "; there are " + paths(elements) + ".",
                    "Add it once, or name the place with set.");
        }
        if (own.size() > 1) {
            throw new TerminalException(
                    own.size() + " elements of " + found.file() + " fit " + which + ": " + paths(own) + ".",
                    "Say which one with set.");
        }
        Fields.all(own.get(0), found);
        own.get(0).at("values").ifPresent(values -> Fields.all(values, found));
        if (found.isEmpty() && found.unknownChart().isEmpty()) {
            throw new NotFoundException(
                    found.where(own.get(0)) + " tells no version: its keys are "
                            + String.join(", ", own.get(0).names()) + ".",
                    "Name the place with set.");
        }
    }

    /** Matrix and merge generators hold generators again. */
    private static void collect(YamlPlace generators, List<YamlPlace> elements) {
        for (YamlPlace generator : generators.items()) {
            generator.at("list", "elements").ifPresent(list -> elements.addAll(list.items(IDENTIFYING)));
            for (String key : List.of("matrix", "merge")) {
                generator.at(key, "generators").ifPresent(inner -> collect(inner, elements));
            }
        }
    }

    /** Elements may tell only one of the two: a set per service, or one per environment. What they tell must be true. */
    private static List<YamlPlace> own(List<YamlPlace> elements, Wanted.Subject subject) {
        Predicate<String> environment = subject.environment()::equals;
        List<YamlPlace> possible = elements.stream()
                .filter(element ->
                        tells(element, OF_SERVICE, subject::owns) && tells(element, OF_ENVIRONMENT, environment))
                .filter(element -> has(element, subject::owns) || has(element, environment))
                .toList();
        return narrowed(narrowed(possible, subject::owns), environment);
    }

    private static boolean tells(YamlPlace element, List<String> keys, Predicate<String> fits) {
        return keys.stream().allMatch(key -> element.text(key).map(fits::test).orElse(true));
    }

    private static List<YamlPlace> narrowed(List<YamlPlace> elements, Predicate<String> fits) {
        List<YamlPlace> fitting =
                elements.stream().filter(element -> has(element, fits)).toList();
        return fitting.isEmpty() ? elements : fitting;
    }

    private static boolean has(YamlPlace element, Predicate<String> fits) {
        return element.children().stream()
                .anyMatch(value -> value.text().filter(fits).isPresent());
    }

    private static String paths(List<YamlPlace> elements) {
        return String.join(", ", elements.stream().map(YamlPlace::path).limit(6).toList())
                + (elements.size() > 6 ? " …" : "");
    }
}
