package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The endpoints that only look. */
final class ReadEndpoints {

    private final Controller controller;
    private final Feed feed;

    ReadEndpoints(Controller controller, Feed feed) {
        this.controller = controller;
        this.feed = feed;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/applications", this::list)
                .get("/api/v1/applications/{name}", this::get)
                .get("/api/v1/applications/{name}/resource-tree", this::tree)
                .get("/api/v1/applications/{name}/managed-resources", this::managed)
                .get("/api/v1/applications/{name}/events", this::events)
                .get("/api/v1/applications/{name}/syncwindows", this::windows)
                .get("/api/v1/stream/applications", this::watch);
    }

    /** Reads one application that the caller may see, or answers as Argo CD does when there is none. */
    static <T> T read(Controller controller, Call call, Function<Application, T> action) {
        return read(controller, call, call.request().queryParameter("project").orElse(""), action);
    }

    static <T> T read(Controller controller, Call call, String project, Function<Application, T> action) {
        String name = call.variable("name");
        return controller
                .with(
                        name,
                        app -> project.isEmpty()
                                        || project.equals(app.spec.placement().project())
                                ? action.apply(app)
                                : null)
                // Without a project Argo CD does not tell a missing application from a forbidden one.
                .orElseThrow(() -> project.isEmpty()
                        ? ArgoErrors.refusal(ArgoErrors.Code.PERMISSION_DENIED, "permission denied")
                        : ArgoErrors.refusal(
                                ArgoErrors.Code.NOT_FOUND, "applications.argoproj.io \"" + name + "\" not found"));
    }

    private Answer list(Call call) {
        Predicate<Application> wanted = Selector.of(call.request());
        return controller.withAll(applications -> Answer.json(
                200,
                Map.of(
                        "metadata",
                        Map.of("resourceVersion", Long.toString(controller.resourceVersion())),
                        "items",
                        applications.stream()
                                .filter(wanted)
                                .map(ApplicationJson::of)
                                .toList())));
    }

    private Answer get(Call call) {
        read(controller, call, app -> app);
        call.request()
                .queryParameter("refresh")
                .filter(kind -> !kind.isEmpty())
                .ifPresent(kind -> controller.refresh(call.variable("name"), kind.equals("hard")));
        return read(controller, call, app -> Answer.json(200, ApplicationJson.of(app)));
    }

    private Answer tree(Call call) {
        return read(controller, call, app -> Answer.json(200, Map.of("nodes", ResourceJson.nodes(app))));
    }

    private Answer managed(Call call) {
        return read(controller, call, app -> Answer.json(200, Map.of("items", ResourceJson.managed(app))));
    }

    private Answer windows(Call call) {
        return read(controller, call, app -> {
            DenyWindow window = app.switches.window;
            List<Map<String, Object>> windows = window == null ? List.of() : List.of(window.toJson());
            return Answer.json(
                    200, Map.of("activeWindows", windows, "assignedWindows", windows, "canSync", window == null));
        });
    }

    /** Events of the application, or of the resource that the query names. */
    private Answer events(Call call) {
        RecordedRequest request = call.request();
        String resource = request.queryParameter("resourceName").orElse("");
        return read(controller, call, app -> {
            List<Map<String, Object>> items = app.events.stream()
                    .filter(event -> resource.isEmpty()
                            ? event.object().startsWith("Application/")
                            : event.object().endsWith("/" + resource))
                    .map(event -> event(app, event))
                    .toList();
            return Answer.json(200, Map.of("metadata", Map.of(), "items", items));
        });
    }

    private static Map<String, Object> event(Application app, Application.Event event) {
        String[] object = event.object().split("/", 2);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", event.type());
        json.put("reason", event.reason());
        json.put("message", event.message());
        json.put("count", 1);
        json.put("firstTimestamp", ApplicationJson.time(event.at()));
        json.put("lastTimestamp", ApplicationJson.time(event.at()));
        json.put(
                "involvedObject",
                Map.of(
                        "kind",
                        object[0],
                        "name",
                        object[1],
                        "namespace",
                        object[0].equals("Application")
                                ? "argocd"
                                : app.spec.placement().namespace()));
        return json;
    }

    /** The current state first, then every change, one JSON object per line; or server-sent events for who accepts them. */
    private Answer watch(Call call) {
        Predicate<Application> wanted = Selector.of(call.request());
        boolean sse = call.request().header("Accept").orElse("").contains("text/event-stream");
        return Answer.stream(200, sse ? "text/event-stream" : "application/json", out -> {
            Feed.Subscriber subscriber = controller.withAll(applications -> feed.subscribe(wanted, applications));
            try {
                while (true) {
                    String event = subscriber.next();
                    if (event.equals(Feed.CUT)) {
                        return;
                    }
                    String framed = sse ? "data: " + event + "\n\n" : event + "\n";
                    out.write(framed.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw hungUp(e);
            } finally {
                feed.unsubscribe(subscriber);
            }
        });
    }

    private static IOException hungUp(InterruptedException cause) {
        IOException hungUp = new InterruptedIOException("The stand-in stopped while it was watched.");
        hungUp.initCause(cause);
        return hungUp;
    }
}
