package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What refers to a manifest, as ECR lists it (OCI distribution specification 1.1, "Listing Referrers"); the registry behind cannot. */
final class EcrReferrers {

    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final Map<String, List<Map<String, Object>>> listed = new ConcurrentHashMap<>();

    /** Looks at a manifest that was pushed. */
    void pushed(String repository, String digest, byte[] manifest) {
        JsonNode json = Json.parse(new String(manifest, StandardCharsets.UTF_8));
        String subject = json.path("subject").path("digest").asText("");
        if (subject.isEmpty()) {
            return;
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("mediaType", json.path("mediaType").asText());
        entry.put("digest", digest);
        entry.put("size", manifest.length);
        entry.put(
                "artifactType",
                json.path("artifactType")
                        .asText(json.path("config").path("mediaType").asText()));
        if (json.has("annotations")) {
            entry.put("annotations", json.path("annotations"));
        }
        List<Map<String, Object>> all =
                listed.computeIfAbsent(repository + "@" + subject, key -> new CopyOnWriteArrayList<>());
        if (all.stream().noneMatch(other -> other.get("digest").equals(digest))) {
            all.add(entry);
        }
    }

    /** The index of what refers to a digest; empty of entries when nothing does. */
    byte[] list(String repository, String subject) {
        List<Map<String, Object>> entries = listed.getOrDefault(repository + "@" + subject, List.of());
        return Json.write(Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", List.copyOf(entries)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
