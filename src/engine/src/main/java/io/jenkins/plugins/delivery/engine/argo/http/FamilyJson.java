package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.argo.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which applications belong together: Argo CD marks what it applies with the application that it belongs to. */
final class FamilyJson {

    /** {@code <application>:<group>/<kind>:<namespace>/<name>} (Argo CD, "Resource Tracking"). */
    private static final String TRACKING = "argocd.argoproj.io/tracking-id";

    /** The mark of installations that track by label, and the label that others choose for it. */
    private static final List<String> LABELS = List.of("argocd.argoproj.io/instance", "app.kubernetes.io/instance");

    private FamilyJson() {}

    static Application.Family family(JsonNode json) {
        JsonNode metadata = json.path("metadata");
        JsonNode resources = json.path("status").path("resources");
        return new Application.Family(
                metadata.path("uid").asText(),
                metadata.path("deletionTimestamp").isTextual(),
                parent(metadata),
                named(resources, "Application"),
                !named(resources, "ApplicationSet").isEmpty());
    }

    /** The names of Argo CD's own resources of a kind; others call theirs an Application, too. */
    static List<String> named(JsonNode resources, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode resource : resources) {
            if (resource.path("kind").asText().equals(kind)
                    && resource.path("group").asText().equals("argoproj.io")) {
                names.add(resource.path("name").asText());
            }
        }
        return List.copyOf(names);
    }

    private static Optional<String> parent(JsonNode metadata) {
        String mark = metadata.path("annotations").path(TRACKING).asText();
        if (mark.contains(":argoproj.io/Application:")) {
            return name(mark.substring(0, mark.indexOf(':')), metadata);
        }
        return LABELS.stream()
                .map(label -> metadata.path("labels").path(label).asText())
                .filter(label -> !label.isEmpty())
                .findFirst()
                .flatMap(label -> name(label, metadata));
    }

    /** Outside of Argo CD's own namespace the mark is {@code <namespace>_<name>}, and neither can have an underscore. */
    private static Optional<String> name(String mark, JsonNode metadata) {
        String name = mark.substring(mark.indexOf('_') + 1);
        return Optional.of(name)
                .filter(text -> !text.isEmpty())
                .filter(text -> !text.equals(metadata.path("name").asText()));
    }
}
