package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.OperationPhase;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.argo.SyncStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code v1alpha1Application} and {@code v1alpha1ApplicationTree} as in Argo CD's swagger.json; every field may be absent. */
final class ApplicationJson {

    private static final int MOST_BEHIND = 3;

    private ApplicationJson() {}

    static Application application(JsonNode json) {
        JsonNode spec = json.path("spec");
        JsonNode status = json.path("status");
        HydratorJson hydrator = new HydratorJson(json);
        JsonNode automated = spec.path("syncPolicy").path("automated");
        return new Application(
                json.path("metadata").path("name").asText(),
                FamilyJson.family(json),
                hydrator.isUsed() ? List.of(source(hydrator.drySource())) : sources(spec),
                automated.isObject() && automated.path("enabled").asBoolean(true),
                new Application.Sync(
                        SyncStatus.of(status.path("sync").path("status").asText()),
                        hydrator.dry(revisions(status.path("sync"))),
                        sources(status.path("sync").path("comparedTo")),
                        behind(status.path("resources"))),
                new Application.Health(
                        HealthStatus.of(status.path("health").path("status").asText()),
                        status.path("health").path("message").asText(),
                        instant(status.path("health").path("lastTransitionTime"))),
                operation(status.path("operationState"), hydrator),
                conditions(status.path("conditions")),
                instant(status.path("reconciledAt")),
                texts(status.path("summary").path("images")));
    }

    /** An application with its place; an answer about one, or an item of a list. */
    static ArgoReading reading(JsonNode json) {
        String version = json.path("metadata").path("resourceVersion").asText();
        return new ArgoReading(
                application(json),
                json.path("metadata").path("namespace").asText(),
                json.path("spec").path("project").asText(),
                version.matches("\\d{1,18}") ? Long.parseLong(version) : -1);
    }

    static ResourceTree tree(JsonNode json) {
        List<ResourceTree.Node> nodes = new ArrayList<>();
        json.path("nodes")
                .forEach(node -> nodes.add(new ResourceTree.Node(
                        node.path("kind").asText(),
                        node.path("name").asText(),
                        HealthStatus.of(node.path("health").path("status").asText()),
                        node.path("health").path("message").asText())));
        return new ResourceTree(List.copyOf(nodes), FamilyJson.named(json.path("nodes"), "Application"));
    }

    private static List<Application.Source> sources(JsonNode spec) {
        List<Application.Source> sources = new ArrayList<>();
        if (spec.path("sources").isArray() && !spec.path("sources").isEmpty()) {
            spec.path("sources").forEach(source -> sources.add(source(source)));
        } else if (spec.path("source").isObject()) {
            sources.add(source(spec.path("source")));
        }
        return List.copyOf(sources);
    }

    private static Application.Source source(JsonNode source) {
        return new Application.Source(
                source.path("repoURL").asText(),
                source.path("path").asText(),
                source.path("targetRevision").asText(),
                source.toString());
    }

    private static List<String> revisions(JsonNode json) {
        List<String> revisions = texts(json.path("revisions"));
        return revisions.isEmpty() ? List.of(json.path("revision").asText()) : revisions;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** The first of the resources that differ; one that is too many stays when nobody may prune it. */
    private static String behind(JsonNode resources) {
        List<String> behind = new ArrayList<>();
        resources.forEach(resource -> {
            if (resource.path("status").asText().equals("OutOfSync")) {
                String pruned = resource.path("requiresPruning").asBoolean() ? " has to be pruned" : " differs";
                behind.add(resource.path("kind").asText() + " "
                        + resource.path("name").asText() + pruned);
            }
        });
        int more = behind.size() - MOST_BEHIND;
        return String.join(", ", behind.subList(0, Math.min(MOST_BEHIND, behind.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static Optional<Application.Operation> operation(JsonNode json, HydratorJson hydrator) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Application.Operation(
                OperationPhase.of(json.path("phase").asText()),
                json.path("message").asText(),
                hydrator.dry(revisions(json.path("syncResult"))),
                instant(json.path("startedAt")),
                instant(json.path("finishedAt")),
                json.path("retryCount").asInt()));
    }

    private static List<Application.Condition> conditions(JsonNode json) {
        List<Application.Condition> conditions = new ArrayList<>();
        json.forEach(condition -> conditions.add(new Application.Condition(
                condition.path("type").asText(), condition.path("message").asText())));
        return List.copyOf(conditions);
    }

    private static Optional<Instant> instant(JsonNode json) {
        try {
            return json.isTextual() ? Optional.of(Instant.parse(json.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            // Kubernetes writes RFC 3339; a time that is not one cannot be compared, which counts as not settled.
            return Optional.empty();
        }
    }
}
