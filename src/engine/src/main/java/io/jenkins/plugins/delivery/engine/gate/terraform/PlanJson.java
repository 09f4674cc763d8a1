package io.jenkins.plugins.delivery.engine.gate.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code terraform show -json} tells of a plan ("JSON Output Format", plan representation). It holds secret values, so only
 * addresses, actions and a digest leave this class.
 *
 * @param changes of resources, in the plan's order
 * @param outputs how many outputs change
 * @param digest of every change with its values before and after, of the variables and of the code as Terraform reads it: two plans with
 *     the same digest do the same to the same resources
 */
record PlanJson(List<PlanReport.Change> changes, int outputs, String digest) {

    /** Terraform orders the fields of an object as it likes. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    /** What makes a change this one. */
    private static final List<String> IDENTITY = List.of("address", "deposed", "previous_address", "provider_name");

    static PlanJson of(ToolEnding ending) {
        if (ending.cut()) {
            throw new TerminalException(
                    "The plan is larger than what is read of it.", "Plan the root module in smaller parts.");
        }
        try {
            return of(JSON.readTree(ending.output()));
        } catch (JsonProcessingException e) {
            // Jackson's own message would quote the plan.
            throw new TerminalException(
                    "The plan that terraform shows is no JSON.", "Check which program terraform is.");
        }
    }

    private static PlanJson of(JsonNode plan) throws JsonProcessingException {
        if (!plan.path("format_version").asText().startsWith("1.")) {
            throw new TerminalException(
                    "The plan has the format " + plan.path("format_version").asText("of nobody")
                            + ", and 1.x is known.",
                    "Use Terraform from 1.1 on, or OpenTofu.");
        }
        List<PlanReport.Change> changes = new ArrayList<>();
        Map<String, Object> meaning = new TreeMap<>();
        for (JsonNode resource : plan.path("resource_changes")) {
            JsonNode change = resource.path("change");
            Optional<PlanReport.Kind> kind = kind(change.path("actions"));
            if (kind.isPresent()) {
                String address = resource.path("address").asText();
                changes.add(new PlanReport.Change(kind.get(), address));
                Map<String, Object> identity = new LinkedHashMap<>();
                IDENTITY.forEach(
                        field -> identity.put(field, resource.path(field).asText()));
                identity.put("change", JSON.treeToValue(change, Object.class));
                meaning.put(
                        "resource " + address + " " + resource.path("deposed").asText(), identity);
            }
        }
        int outputs = 0;
        for (Map.Entry<String, JsonNode> output : plan.path("output_changes").properties()) {
            if (!isNothing(output.getValue().path("actions"))) {
                outputs++;
                meaning.put("output " + output.getKey(), JSON.treeToValue(output.getValue(), Object.class));
            }
        }
        // What is not known before it is made depends on these alone, and so does what provisioners do.
        for (String ground : List.of("variables", "configuration")) {
            meaning.put(ground, JSON.treeToValue(plan.path(ground), Object.class));
        }
        String text = JSON.writeValueAsString(meaning);
        return new PlanJson(changes, outputs, digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isNothing(JsonNode actions) {
        String first = actions.path(0).asText();
        return actions.size() == 1 && (first.equals("no-op") || first.equals("read"));
    }

    private static Optional<PlanReport.Kind> kind(JsonNode actions) {
        if (isNothing(actions)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        actions.forEach(action -> words.add(action.asText()));
        if (words.contains("delete")) {
            return Optional.of(words.size() > 1 ? PlanReport.Kind.REPLACE : PlanReport.Kind.DESTROY);
        }
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "create" -> Optional.of(PlanReport.Kind.CREATE);
            case "update" -> Optional.of(PlanReport.Kind.UPDATE);
            case "forget" -> Optional.of(PlanReport.Kind.FORGET);
            default ->
                throw new TerminalException(
                        "The plan has an action that nobody knows: " + String.join(", ", words) + ".",
                        "Update this product, or use an older Terraform.");
        };
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
