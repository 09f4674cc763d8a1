package io.jenkins.plugins.delivery.engine.gate.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns what the code or a provider has declared to be sensitive, so that it is shown nowhere. Terraform hides it from plans; but errors
 * of providers and provisioners have it in them.
 */
final class SensitiveValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A variable of code as {@code terraform fmt} writes it: its block ends in the first column. */
    private static final Pattern VARIABLE = Pattern.compile("(?ms)^variable\\s+\"([^\"]+)\"\\s*\\{(.*?)^\\}");

    private static final Pattern DECLARED = Pattern.compile("(?m)^\\s*(sensitive|ephemeral)\\s*=\\s*true\\b");

    /** Value, and what of it is sensitive, in the representations of changes and of values. */
    private static final Map<String, String> MASKS =
            Map.of("before", "before_sensitive", "after", "after_sensitive", "values", "sensitive_values");

    /** Shorter lines of a long value occur in ordinary text. */
    private static final int SHORTEST_LINE = 8;

    private final EngineContext context;

    SensitiveValues(EngineContext context) {
        this.context = context;
    }

    /**
     * Those of variables.
     *
     * @param code of a root module
     * @param values of variables, by name
     */
    void ofVariables(String code, Map<String, String> values) {
        Matcher variable = VARIABLE.matcher(code);
        while (variable.find()) {
            if (DECLARED.matcher(variable.group(2)).find() && values.containsKey(variable.group(1))) {
                learn(values.get(variable.group(1)));
            }
        }
    }

    /** Those of a plan or a state, in Terraform's JSON ("JSON Output Format"); nothing when it is none. */
    void ofJson(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            root.at("/configuration/root_module/variables").properties().forEach(variable -> {
                if (variable.getValue().path("sensitive").asBoolean()) {
                    all(root.path("variables").path(variable.getKey()).path("value"));
                }
            });
            walk(root);
        } catch (JsonProcessingException e) {
            // Whoever reads it says so; Jackson's own message would quote it.
            context.log().info("What Terraform shows is no JSON, so no sensitive values are known from it.");
        }
    }

    private void walk(JsonNode node) {
        MASKS.forEach((value, mask) -> masked(node.path(value), node.path(mask)));
        if (node.path("sensitive").asBoolean()) {
            all(node.path("value"));
        }
        node.forEach(this::walk);
    }

    private void masked(JsonNode value, JsonNode mask) {
        if (mask.isBoolean()) {
            if (mask.asBoolean()) {
                all(value);
            }
        } else if (mask.isArray()) {
            for (int i = 0; i < mask.size(); i++) {
                masked(value.path(i), mask.path(i));
            }
        } else {
            mask.properties().forEach(field -> masked(value.path(field.getKey()), field.getValue()));
        }
    }

    private void all(JsonNode value) {
        if (value.isTextual()) {
            learn(value.asText());
        }
        value.forEach(this::all);
    }

    /** Messages come in lines. */
    private void learn(String secret) {
        List<String> lines = secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .toList();
        context.redactor().learn(Credential.token("terraform", secret));
        lines.forEach(line -> context.redactor().learn(Credential.token("terraform", line)));
    }
}
