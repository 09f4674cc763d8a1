package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The filters of a list or watch request: name, project(s), repo and Kubernetes equality selectors. */
final class Selector {

    private Selector() {}

    static Predicate<Application> of(RecordedRequest request) {
        Map<String, List<String>> query = request.queryParameters();
        Set<String> projects = new HashSet<>(query.getOrDefault("project", List.of()));
        projects.addAll(query.getOrDefault("projects", List.of()));
        String name = request.queryParameter("name").orElse("");
        String repo = request.queryParameter("repo").orElse("");
        String selector = request.queryParameter("selector").orElse("");
        return app -> (name.isEmpty() || app.name().equals(name))
                && (projects.isEmpty() || projects.contains(app.spec.placement().project()))
                && (repo.isEmpty()
                        || app.spec.sources().stream()
                                .anyMatch(source -> source.repoUrl().equals(repo)))
                && matches(selector, app.spec.labels());
    }

    private static boolean matches(String selector, Map<String, String> labels) {
        for (String term : selector.split(",")) {
            if (!term.isBlank() && !matchesTerm(term.trim(), labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesTerm(String term, Map<String, String> labels) {
        if (term.contains("!=")) {
            String[] parts = term.split("!=", 2);
            return !parts[1].trim().equals(labels.get(parts[0].trim()));
        }
        if (term.contains("=")) {
            String[] parts = term.split("==?", 2);
            return parts[1].trim().equals(labels.get(parts[0].trim()));
        }
        return term.startsWith("!") ? !labels.containsKey(term.substring(1)) : labels.containsKey(term);
    }
}
