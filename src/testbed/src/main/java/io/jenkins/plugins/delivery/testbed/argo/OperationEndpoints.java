package io.jenkins.plugins.delivery.testbed.argo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.argo.ArgoErrors.Code;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The endpoints that start and end operations, with the refusals of Argo CD's {@code server/application}. */
final class OperationEndpoints {

    private final Controller controller;

    OperationEndpoints(Controller controller) {
        this.controller = controller;
    }

    void addTo(Routes routes) {
        routes.post("/api/v1/applications/{name}/sync", this::sync)
                .post("/api/v1/applications/{name}/rollback", this::rollback)
                .delete("/api/v1/applications/{name}/operation", this::terminate);
    }

    private Answer sync(Call call) {
        JsonNode body = call.request().json();
        return ReadEndpoints.read(controller, call, body.path("project").asText(), app -> {
            List<String> asked = revisions(body, app);
            for (int i = 0; i < asked.size(); i++) {
                String own = app.spec.sources().get(i).targetRevision();
                if (app.spec.autoSync() && !asked.get(i).equals(own)) {
                    throw ArgoErrors.refusal(
                            Code.FAILED_PRECONDITION,
                            "Cannot sync to " + asked.get(i) + ": auto-sync currently set to " + own);
                }
            }
            requireIdle(app);
            if (app.switches.window != null) {
                throw ArgoErrors.refusal(Code.PERMISSION_DENIED, "cannot sync: blocked by sync window");
            }
            Rendered content = render(app, asked);
            boolean dryRun = body.path("dryRun").asBoolean();
            Operation.Order order = new Operation.Order(
                    Accounts.USER, content.revisions(), body.path("prune").asBoolean(), dryRun);
            controller.operate(app, order, content);
            return Answer.json(200, ApplicationJson.of(app));
        });
    }

    private Answer rollback(Call call) {
        JsonNode body = call.request().json();
        return ReadEndpoints.read(controller, call, body.path("project").asText(), app -> {
            if (app.spec.autoSync()) {
                throw ArgoErrors.refusal(
                        Code.FAILED_PRECONDITION, "rollback cannot be initiated when auto-sync is enabled");
            }
            requireIdle(app);
            long id = body.path("id").asLong();
            Application.HistoryEntry entry = app.history.stream()
                    .filter(candidate -> candidate.id() == id)
                    .findFirst()
                    .orElseThrow(() -> ArgoErrors.refusal(
                            Code.INVALID_ARGUMENT,
                            "application " + app.name() + " does not have deployment id " + id + " in history"));
            Operation.Order order = new Operation.Order(
                    Accounts.USER,
                    entry.content().revisions(),
                    body.path("prune").asBoolean(),
                    body.path("dryRun").asBoolean());
            controller.operate(app, order, entry.content());
            return Answer.json(200, ApplicationJson.of(app));
        });
    }

    private Answer terminate(Call call) {
        ReadEndpoints.read(controller, call, app -> {
            if (!app.isOperating()) {
                throw ArgoErrors.refusal(
                        Code.INVALID_ARGUMENT, "Unable to terminate operation. No operation is in progress");
            }
            app.operation = app.operation.terminating();
            controller.changed(app);
            return app;
        });
        return Answer.json(200, Map.of());
    }

    private static void requireIdle(Application app) {
        if (app.isOperating()) {
            throw ArgoErrors.refusal(Code.FAILED_PRECONDITION, "another operation is already in progress");
        }
    }

    private Rendered render(Application app, List<String> revisions) {
        try {
            return controller.render(app, revisions);
        } catch (ArgoException e) {
            throw ArgoErrors.refusal(Code.FAILED_PRECONDITION, e.getMessage());
        }
    }

    /** The wanted revision of each source; empty for the application's own. Positions count from 1. */
    private static List<String> revisions(JsonNode body, Application app) {
        String single = body.path("revision").asText();
        if (!single.isEmpty()) {
            return List.of(single);
        }
        List<String> wanted = new ArrayList<>();
        if (!body.path("revisions").isEmpty()) {
            app.spec.sources().forEach(source -> wanted.add(source.targetRevision()));
            for (int i = 0; i < body.path("revisions").size(); i++) {
                int position = body.path("sourcePositions").path(i).asInt(i + 1) - 1;
                if (position < 0 || position >= wanted.size()) {
                    throw ArgoErrors.refusal(Code.INVALID_ARGUMENT, "source position is out of range");
                }
                wanted.set(position, body.path("revisions").path(i).asText());
            }
        }
        return wanted;
    }
}
