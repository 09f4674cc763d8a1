package io.jenkins.plugins.delivery.testbed.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of a call: a JSON body, a form, or a query (Slack API, "Basics of the Web API", POST bodies). */
final class SlackArguments {

    /** Methods that read do not take JSON bodies and answer as if nothing had been sent. */
    private static final Set<String> FORM_ONLY = Set.of("users.lookupByEmail", "conversations.replies");

    private final JsonNode json;
    private final Map<String, List<String>> form;

    private SlackArguments(JsonNode json, Map<String, List<String>> form) {
        this.json = json;
        this.form = form;
    }

    static SlackArguments of(String method, RecordedRequest request) {
        String type = request.header("Content-Type").orElse("");
        if (request.method().equals("GET")) {
            return new SlackArguments(MissingNode.getInstance(), request.queryParameters());
        }
        if (!type.startsWith("application/json")) {
            return new SlackArguments(MissingNode.getInstance(), request.form());
        }
        if (FORM_ONLY.contains(method)) {
            throw SlackMethods.refuse("invalid_arguments");
        }
        try {
            return new SlackArguments(request.json(), Map.of());
        } catch (Refusal e) {
            throw new Refusal(SlackMethods.refuse("invalid_json").answer(), e);
        }
    }

    String text(String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode() ? form.getOrDefault(name, List.of("")).get(0) : value.asText("");
    }

    boolean flag(String name) {
        String value = text(name);
        return value.equals("true") || value.equals("1");
    }

    /** A structured argument; a form carries it as JSON text. */
    JsonNode json(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isTextual()) {
            String text = text(name);
            try {
                return Json.parse(text);
            } catch (Refusal e) {
                throw new Refusal(
                        SlackMethods.refuse("invalid_" + name + "_format").answer(), e);
            }
        }
        return value;
    }
}
