package io.jenkins.plugins.delivery.engine.gate.terraform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Checkov writes as JSON: an object with {@code results}, a list of such objects for several frameworks, or an object of counts when
 * there was nothing to check. It is read as a stream; of the checks that passed, of which there are many, nothing is kept.
 */
final class CheckovAnswer {

    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_FINDINGS = 10_000;

    private final List<TerraformFinding> findings = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private int parsingErrors;
    private boolean told;
    private long counted;
    private long named;

    private CheckovAnswer() {}

    /** Failed checks. */
    List<TerraformFinding> findings() {
        return findings;
    }

    /** What it could not read, for people; empty when it could read everything. */
    String unread() {
        return unread.isEmpty()
                ? parsingErrors == 0 ? "" : parsingErrors + (parsingErrors == 1 ? " file" : " files")
                : String.join(", ", unread);
    }

    /** @throws TerminalException when the file is none of these, or too large */
    static CheckovAnswer read(Path file) {
        CheckovAnswer answer = new CheckovAnswer();
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TerminalException(
                        "The answer of checkov has " + (Files.size(file) >> 20) + " MB, and " + (MOST_BYTES >> 20)
                                + " are read.",
                        "Check fewer directories at once.");
            }
            try (JsonParser json = new MappingJsonFactory().createParser(file.toFile())) {
                answer.all(json);
            }
            answer.requireWhole();
        } catch (IOException e) {
            throw new TerminalException(
                    "The answer of checkov cannot be read (" + e.getMessage() + ").", "Check its version.", e);
        }
        return answer;
    }

    /** JSON of something else has no findings either, and has passed nothing. */
    private void requireWhole() {
        if (!told) {
            throw new TerminalException(
                    "The answer of checkov has neither failed checks nor their number.", "Check its version.");
        }
        if (counted > named) {
            throw new TerminalException(
                    "The answer of checkov counts " + counted + " failed checks and names " + named + ".",
                    "Check its version.");
        }
    }

    /** Only these two lists are looked for, and how many files could not be parsed: the lists may be left out when it is to be quiet. */
    private void all(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_ARRAY) {
            throw new TerminalException("The answer of checkov is neither an object nor a list.", "Check its version.");
        }
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                continue;
            }
            String field = json.currentName();
            JsonToken value = json.nextToken();
            boolean ours = value == JsonToken.START_ARRAY
                    && List.of("failed_checks", "parsing_errors").contains(field);
            told |= field.equals("failed_checks") || field.equals("failed");
            if (ours) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    take(field, json.readValueAsTree());
                }
            } else if (field.equals("parsing_errors") && value.isNumeric()) {
                parsingErrors += json.getIntValue();
            } else if (field.equals("failed") && value.isNumeric()) {
                counted += json.getIntValue();
            } else if (!List.of("results", "summary").contains(field)) {
                json.skipChildren();
            }
        }
    }

    private void take(String field, JsonNode item) {
        if (field.equals("parsing_errors")) {
            unread.add(item.asText());
            return;
        }
        named++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding(item));
        }
    }

    private static TerraformFinding finding(JsonNode check) {
        String severity = check.path("severity").asText("");
        String path = check.path("file_path").asText().replace('\\', '/');
        return new TerraformFinding(
                TerraformCheck.CHECKOV,
                check.path("check_id").asText(),
                // Without an account at its maker Checkov knows no severities.
                severity.isEmpty() || severity.equals("null")
                        ? TerraformSeverity.ERROR
                        : TerraformSeverity.of(severity),
                path.startsWith("/") ? path.substring(1) : path,
                check.path("file_line_range").path(0).asInt(),
                check.path("check_name").asText() + " ("
                        + check.path("resource").asText() + ")");
    }
}
