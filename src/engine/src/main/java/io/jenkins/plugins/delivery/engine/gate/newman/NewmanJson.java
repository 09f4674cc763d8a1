package io.jenkins.plugins.delivery.engine.gate.newman;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.jenkins.plugins.delivery.engine.gate.TestTally;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads newman's JSON report as a stream: {@code run.executions}, one for each request that was sent, with its assertions and what
 * broke. Bodies of answers, which stand in it byte by byte, are passed over.
 */
final class NewmanJson {

    private static final long MOST_BYTES = 1L << 30;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(4 << 20)
                    .maxNestingDepth(200)
                    .build())
            .build();

    private final JsonParser json;
    private final TestTally tally;
    private final RequestNames names = new RequestNames();

    private NewmanJson(JsonParser json, TestTally tally) {
        this.json = json;
        this.tally = tally;
    }

    static void read(Path report, TestTally tally) throws UnreadableReport {
        try (JsonParser json = JSON.createParser(report.toFile())) {
            if (Files.size(report) > MOST_BYTES) {
                throw new UnreadableReport("it is larger than " + (MOST_BYTES >> 20) + " MB");
            }
            new NewmanJson(json, tally).document();
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new UnreadableReport("it breaks off, or is no JSON within the limits" + line);
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }

    private void document() throws IOException, UnreadableReport {
        boolean run = false;
        json.nextToken();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals("run") && json.currentToken() == JsonToken.START_OBJECT) {
                run = run();
            } else if (field.equals("collection") && json.currentToken() == JsonToken.START_OBJECT) {
                collection();
            } else {
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new UnreadableReport("it is no JSON object");
        }
        if (!run) {
            throw new UnreadableReport("it is not a report of newman, there is no run.executions in it");
        }
    }

    /** The collection stands before the run. */
    private void collection() throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            if (json.nextToken() == JsonToken.START_ARRAY && field.equals("item")) {
                names.addItems(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** @return whether there were executions */
    private boolean run() throws IOException {
        boolean found = false;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals("executions") && json.currentToken() == JsonToken.START_ARRAY) {
                found = true;
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    execution();
                }
            } else {
                json.skipChildren();
            }
        }
        return found;
    }

    private void execution() throws IOException {
        Execution execution = new Execution();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "item" -> execution.request = text("name", execution.request);
                case "requestError" -> execution.requestError = error();
                case "assertions" -> assertions(execution);
                case "testScript", "prerequestScript" -> scripts(execution);
                default -> json.skipChildren();
            }
        }
        execution.tell(tally, names);
    }

    private void assertions(Execution execution) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                assertion(execution);
            }
        } else {
            json.skipChildren();
        }
    }

    private void assertion(Execution execution) throws IOException {
        String name = "an assertion";
        boolean skipped = false;
        String problem = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "assertion" -> name = json.getValueAsString(name);
                case "skipped" -> skipped = json.getValueAsBoolean();
                case "error" -> problem = error();
                default -> json.skipChildren();
            }
        }
        execution.assertion(name, skipped, problem);
    }

    /** Each script of a request has an error or none. */
    private void scripts(Execution execution) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                if (field.equals("error") && json.currentToken() == JsonToken.START_OBJECT) {
                    execution.scriptError = error();
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** An error's message; one of a request has only its code, such as {@code ECONNREFUSED}. */
    private String error() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getValueAsString("an error");
        }
        String message = null;
        String code = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "message" -> message = json.getValueAsString();
                case "code" -> code = json.getValueAsString();
                default -> json.skipChildren();
            }
        }
        return message != null ? message : code != null ? code : "an error";
    }

    /** One text of the object that begins here. */
    private String text(String wanted, String otherwise) throws IOException {
        String found = otherwise;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return found;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals(wanted)) {
                found = json.getValueAsString(otherwise);
            } else {
                json.skipChildren();
            }
        }
        return found;
    }
}
