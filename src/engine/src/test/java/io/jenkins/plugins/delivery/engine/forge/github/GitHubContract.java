package io.jenkins.plugins.delivery.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's published OpenAPI description, asked whether calls and answers are of it. An answer may have fewer fields than GitHub's, as a
 * stand-in has only those that are read; it may have none that GitHub does not have.
 */
final class GitHubContract {

    private final JsonNode root;

    private GitHubContract(JsonNode root) {
        this.root = root;
    }

    /** Of the directory that {@code DELIVERY_CONTRACTS} names, or the cache that {@code .ci/tools} fills. */
    static Optional<GitHubContract> find() throws IOException {
        String directory = System.getenv("DELIVERY_CONTRACTS");
        List<Path> places = new ArrayList<>();
        if (directory != null) {
            places.add(Path.of(directory, "api.github.com.json"));
        }
        places.add(Path.of(
                System.getProperty("user.home"),
                ".cache",
                "git-flow-delivery",
                "github-api-23.0.2",
                "api.github.com.json"));
        for (Path place : places) {
            if (Files.isRegularFile(place)) {
                return Optional.of(new GitHubContract(new ObjectMapper().readTree(place.toFile())));
            }
        }
        return Optional.empty();
    }

    /** What is wrong with a request; empty when nothing is. */
    List<String> problems(RecordedRequest request) {
        Optional<JsonNode> operation = operation(request);
        if (operation.isEmpty()) {
            return List.of("there is no " + request.method() + " " + request.path());
        }
        List<String> problems = new ArrayList<>();
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : operation.get().path("parameters")) {
            JsonNode known = resolved(parameter);
            if (known.path("in").asText().equals("query")) {
                parameters.put(known.path("name").asText(), known.path("schema"));
            }
        }
        for (String name : request.queryParameters().keySet()) {
            if (!parameters.containsKey(name)) {
                problems.add(request.path() + " has no parameter " + name);
            }
        }
        JsonNode body = operation.get().at("/requestBody/content/application~1json/schema");
        if (!request.body().isEmpty()) {
            problems.addAll(problems(request.json(), body, request.method() + " " + request.path(), true));
        }
        return problems;
    }

    /** What is wrong with an answer to a request. */
    List<String> problems(RecordedRequest request, int status, JsonNode answer) {
        JsonNode schema = operation(request)
                .orElseThrow()
                .path("responses")
                .path("" + status)
                .at("/content/application~1json/schema");
        return problems(answer, schema, request.path() + " answer", false);
    }

    private Optional<JsonNode> operation(RecordedRequest request) {
        String[] segments = request.path().split("/", -1);
        JsonNode best = null;
        int literals = -1;
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            String[] template = path.getKey().split("/", -1);
            JsonNode found = path.getValue().get(request.method().toLowerCase(java.util.Locale.ROOT));
            if (template.length != segments.length || found == null) {
                continue;
            }
            int same = 0;
            boolean matches = true;
            for (int i = 0; i < template.length && matches; i++) {
                boolean variable = template[i].startsWith("{");
                matches = variable || template[i].equals(segments[i]);
                same += variable ? 0 : 1;
            }
            if (matches && same > literals) {
                best = found;
                literals = same;
            }
        }
        return Optional.ofNullable(best);
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = root.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    private List<String> problems(JsonNode value, JsonNode unresolved, String where, boolean whole) {
        JsonNode schema = resolved(unresolved);
        if (value.isNull()) {
            return List.of();
        }
        List<JsonNode> choices = new ArrayList<>();
        schema.path("anyOf").forEach(choices::add);
        schema.path("oneOf").forEach(choices::add);
        if (!choices.isEmpty() && !schema.has("properties")) {
            List<String> least = null;
            for (JsonNode choice : choices) {
                List<String> found = problems(value, choice, where, whole);
                least = least == null || found.size() < least.size() ? found : least;
            }
            return least;
        }
        if (schema.path("enum").isArray()) {
            for (JsonNode allowed : schema.path("enum")) {
                if (allowed.equals(value)) {
                    return List.of();
                }
            }
            return List.of(where + ": " + value + " is not one of " + schema.path("enum"));
        }
        List<String> problems = new ArrayList<>();
        if (value.isArray()) {
            if (!schema.path("type").asText().equals("array")) {
                problems.add(where + " is a list");
            }
            value.forEach(item -> problems.addAll(problems(item, schema.path("items"), where + "[]", whole)));
        } else if (value.isObject()) {
            problems.addAll(fields(value, schema, where, whole));
        } else {
            String type = schema.path("type").asText("");
            boolean fits =
                    switch (type) {
                        case "string" -> value.isTextual();
                        case "integer", "number" -> value.isNumber();
                        case "boolean" -> value.isBoolean();
                        default -> type.isEmpty();
                    };
            if (!fits) {
                problems.add(where + ": " + value + " is no " + type);
            }
        }
        return problems;
    }

    private List<String> fields(JsonNode value, JsonNode schema, String where, boolean whole) {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        collect(schema, known);
        List<String> problems = new ArrayList<>();
        if (known.isEmpty()) {
            return problems;
        }
        value.properties().forEach(field -> {
            JsonNode own = known.get(field.getKey());
            if (own == null) {
                problems.add(where + " has no " + field.getKey());
            } else {
                problems.addAll(problems(field.getValue(), own, where + "." + field.getKey(), whole));
            }
        });
        if (whole) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(where + " lacks " + name.asText());
                }
            });
        }
        return problems;
    }

    private void collect(JsonNode unresolved, Map<String, JsonNode> known) {
        JsonNode schema = resolved(unresolved);
        schema.path("properties").properties().forEach(field -> known.put(field.getKey(), field.getValue()));
        schema.path("allOf").forEach(part -> collect(part, known));
    }
}
