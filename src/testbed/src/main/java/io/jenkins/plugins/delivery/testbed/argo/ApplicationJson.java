package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An application as the API shows it ({@code v1alpha1Application}). */
final class ApplicationJson {

    private ApplicationJson() {}

    static Map<String, Object> of(Application app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metadata", metadata(app));
        json.put("spec", SpecJson.of(app.spec));
        json.put("status", status(app));
        if (app.isOperating()) {
            json.put("operation", operation(app.operation));
        }
        return json;
    }

    /** Kubernetes writes times in whole seconds. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, Object> metadata(Application app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", app.name());
        json.put("namespace", "argocd");
        json.put("uid", app.uid);
        json.put("resourceVersion", Long.toString(app.resourceVersion));
        json.put("creationTimestamp", time(app.createdAt));
        if (!app.spec.labels().isEmpty()) {
            json.put("labels", app.spec.labels());
        }
        if (app.parent != null) {
            // How Argo CD 3 marks what it applies: by annotation, since labels are too short for it.
            json.put(
                    "annotations",
                    Map.of(
                            "argocd.argoproj.io/tracking-id",
                            app.parent + ":argoproj.io/Application:argocd/" + app.name()));
        }
        if (app.owner != null) {
            // What Kubernetes' owner of an object is: Argo CD does not apply this one, so it has no mark of it.
            json.put(
                    "ownerReferences",
                    List.of(Map.of(
                            "apiVersion",
                            "argoproj.io/v1alpha1",
                            "kind",
                            "ApplicationSet",
                            "name",
                            app.owner,
                            "uid",
                            app.uid,
                            "controller",
                            true)));
        }
        if (app.deletedAt != null) {
            json.put("deletionTimestamp", time(app.deletedAt));
        }
        return json;
    }

    private static Map<String, Object> status(Application app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sync", sync(app));
        json.put("health", Map.of("status", app.health.label(), "lastTransitionTime", time(app.healthSince)));
        // Argo CD 3 keeps the health of resources out of the application; the resource tree has it.
        json.put("resourceHealthSource", "appTree");
        json.put("resources", ResourceJson.statuses(app));
        json.put("history", app.history.stream().map(entry -> history(entry)).toList());
        json.put("summary", summary(app));
        json.put("conditions", conditions(app));
        if (app.reconciledAt != null) {
            json.put("reconciledAt", time(app.reconciledAt));
        }
        if (app.operation != null) {
            json.put("operationState", operationState(app, app.operation));
        }
        return json;
    }

    private static Map<String, Object> sync(Application app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", app.sync.label());
        Map<String, Object> compared = new LinkedHashMap<>(SpecJson.sources(app.spec.sources()));
        compared.put("destination", SpecJson.destination(app.spec));
        json.put("comparedTo", compared);
        if (app.target != null) {
            json.putAll(SpecJson.revisions(app.target.revisions()));
        }
        return json;
    }

    private static Map<String, Object> history(Application.HistoryEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.putAll(SpecJson.revisions(entry.content().revisions()));
        json.putAll(SpecJson.sources(entry.content().sources()));
        json.put("deployStartedAt", time(entry.startedAt()));
        json.put("deployedAt", time(entry.deployedAt()));
        return json;
    }

    private static Map<String, Object> summary(Application app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", app.live == null ? List.of() : app.live.manifests().images());
        if (app.live != null && app.live.manifests().isAppOfApps()) {
            json.put("isAppOfApps", true);
        }
        return json;
    }

    private static List<Map<String, Object>> conditions(Application app) {
        return app.conditions.values().stream()
                .map(condition -> Map.<String, Object>of(
                        "type",
                        condition.type(),
                        "message",
                        condition.message(),
                        "lastTransitionTime",
                        time(condition.since())))
                .toList();
    }

    private static Map<String, Object> operationState(Application app, Operation operation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operation", operation(operation));
        json.put("phase", operation.phase().label());
        json.put("startedAt", time(operation.startedAt()));
        json.put(
                "message",
                operation.isRunning()
                        ? "waiting for completion"
                        : operation.end().message());
        if (!operation.isRunning()) {
            json.put("finishedAt", time(operation.end().finishedAt()));
        }
        Map<String, Object> result =
                new LinkedHashMap<>(SpecJson.revisions(operation.content().revisions()));
        result.putAll(SpecJson.sources(operation.content().sources()));
        result.put("resources", ResourceJson.results(app, operation));
        json.put("syncResult", result);
        return json;
    }

    private static Map<String, Object> operation(Operation operation) {
        Operation.Order order = operation.order();
        Map<String, Object> sync = new LinkedHashMap<>(SpecJson.revisions(order.revisions()));
        sync.put("prune", order.prune());
        if (order.dryRun()) {
            sync.put("dryRun", true);
        }
        return Map.of(
                "sync",
                sync,
                "initiatedBy",
                order.automated() ? Map.of("automated", true) : Map.of("username", order.user()));
    }
}
