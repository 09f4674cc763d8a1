package io.jenkins.plugins.delivery.testbed.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The objects of a cluster by their paths, with resource versions, generations and patches. */
final class KubeObjects {

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private long version = 100;

    /** One object; a copy. */
    synchronized ObjectNode get(String path) {
        ObjectNode found = objects.get(path);
        if (found == null) {
            throw refusal(404, "NotFound", path + " not found");
        }
        return found.deepCopy();
    }

    synchronized boolean has(String path) {
        return objects.containsKey(path);
    }

    synchronized ObjectNode create(String path, ObjectNode object) {
        if (objects.containsKey(path)) {
            throw refusal(409, "AlreadyExists", path + " already exists");
        }
        object.withObject("/metadata")
                .put("uid", UUID.randomUUID().toString())
                .put("generation", 1)
                .put(
                        "creationTimestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return store(path, object);
    }

    synchronized ObjectNode replace(String path, ObjectNode object) {
        ObjectNode old = get(path);
        String wanted = object.path("metadata").path("resourceVersion").asText("");
        if (!wanted.isEmpty()
                && !wanted.equals(old.path("metadata").path("resourceVersion").asText())) {
            throw refusal(409, "Conflict", path + " was changed; please apply your changes to the latest version");
        }
        ObjectNode metadata = object.withObject("/metadata");
        boolean changed = !object.path("spec").equals(old.path("spec"));
        metadata.put("generation", old.path("metadata").path("generation").asLong() + (changed ? 1 : 0));
        for (String kept : List.of("uid", "creationTimestamp")) {
            metadata.set(kept, old.path("metadata").path(kept));
        }
        return store(path, object);
    }

    /** Merge, strategic-merge and apply patches alike: maps are merged, lists of named things by their names, others replaced. */
    synchronized ObjectNode patch(String path, JsonNode patch) {
        ObjectNode object = get(path);
        merge(object, patch);
        object.withObject("/metadata").remove("resourceVersion");
        return replace(path, object);
    }

    synchronized ObjectNode delete(String path) {
        ObjectNode old = get(path);
        objects.remove(path);
        version++;
        notifyAll();
        return old;
    }

    /** Those directly below a path, with all of these labels ({@code name=value}, separated by commas). */
    synchronized List<ObjectNode> list(String collection, String labels, String fields) {
        List<ObjectNode> found = new ArrayList<>();
        objects.forEach((path, object) -> {
            boolean inside = path.startsWith(collection + "/") && path.indexOf('/', collection.length() + 1) < 0;
            if (inside && matches(object.path("metadata").path("labels"), labels) && matchesFields(object, fields)) {
                found.add(object.deepCopy());
            }
        });
        return found;
    }

    /** What a controller writes: neither a conflict nor a new generation comes of it. */
    synchronized void settled(String path, ObjectNode object) {
        if (objects.containsKey(path)) {
            store(path, object);
        }
    }

    /** Those with at least one object. */
    synchronized Set<String> namespaces() {
        Set<String> names = new TreeSet<>();
        objects.values()
                .forEach(object ->
                        names.add(object.path("metadata").path("namespace").asText()));
        names.remove("");
        return names;
    }

    synchronized long version() {
        return version;
    }

    /** Waits for any change after the version. */
    synchronized void awaitChange(long after, long millis) throws InterruptedException {
        if (version == after) {
            wait(millis);
        }
    }

    private ObjectNode store(String path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
        objects.put(path, object.deepCopy());
        notifyAll();
        return object;
    }

    private static boolean matches(JsonNode labels, String selector) {
        return selector.isEmpty()
                || Arrays.stream(selector.split(",")).allMatch(term -> {
                    String[] pair = term.split("==?", 2);
                    return pair.length == 2 && labels.path(pair[0]).asText("").equals(pair[1]);
                });
    }

    /** {@code metadata.name=x} and the like: dotted paths. */
    private static boolean matchesFields(JsonNode object, String selector) {
        return selector.isEmpty()
                || Arrays.stream(selector.split(",")).allMatch(term -> {
                    String[] pair = term.split("==?", 2);
                    return object.at("/" + pair[0].replace('.', '/')).asText("").equals(pair[1]);
                });
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (name.startsWith("$")) {
                return;
            }
            if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject() && target.path(name).isObject()) {
                merge((ObjectNode) target.get(name), value);
            } else if (named(value) && named(target.path(name))) {
                target.set(name, mergedByName((ArrayNode) target.get(name), (ArrayNode) value));
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private static boolean named(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.get(0).has("name");
    }

    private static ArrayNode mergedByName(ArrayNode present, ArrayNode patch) {
        Map<String, JsonNode> byName = new TreeMap<>();
        present.forEach(item -> byName.put(item.path("name").asText(), item));
        patch.forEach(item -> {
            JsonNode old = byName.get(item.path("name").asText());
            if (item.path("$patch").asText().equals("delete")) {
                byName.remove(item.path("name").asText());
            } else if (old instanceof ObjectNode object) {
                merge(object, item);
            } else {
                byName.put(item.path("name").asText(), item);
            }
        });
        ArrayNode merged = Json.mapper().createArrayNode();
        byName.values().forEach(merged::add);
        return merged;
    }

    static Refusal refusal(int status, String reason, String message) {
        return new Refusal(Answer.json(status, status(status, reason, message)));
    }

    /** The body of an error (API conventions, "Response Status Kind"). */
    static Map<String, Object> status(int code, String reason, String message) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Status",
                "status",
                "Failure",
                "message",
                message,
                "reason",
                reason,
                "code",
                code);
    }
}
