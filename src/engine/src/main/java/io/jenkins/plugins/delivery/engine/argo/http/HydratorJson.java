package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Applications whose manifests Argo CD writes to a branch of their own before it syncs them ({@code spec.sourceHydrator}): what they
 * follow is the dry source, and what they have synced is the dry commit that the hydrated one was made of.
 */
final class HydratorJson {

    private final JsonNode spec;
    private final JsonNode status;

    HydratorJson(JsonNode application) {
        this.spec = application.path("spec").path("sourceHydrator");
        this.status = application.path("status").path("sourceHydrator");
    }

    boolean isUsed() {
        return spec.path("drySource").isObject();
    }

    JsonNode drySource() {
        return spec.path("drySource");
    }

    /** The commits that these were hydrated from; what is not known to be hydrated stays as it is. */
    List<String> dry(List<String> revisions) {
        return isUsed() ? revisions.stream().map(this::dry).toList() : revisions;
    }

    private String dry(String revision) {
        for (String operation : List.of("lastSuccessfulOperation", "currentOperation")) {
            JsonNode made = status.path(operation);
            if (!revision.isEmpty() && made.path("hydratedSHA").asText().equals(revision)) {
                return made.path("drySHA").asText();
            }
        }
        return revision;
    }
}
