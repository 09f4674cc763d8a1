package io.jenkins.plugins.delivery.engine.sarif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A log of SARIF 2.1.0 (OASIS) with the run of one tool. It is written as a stream: a tree of thousands of findings would need many
 * times its text.
 */
public final class SarifLog {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final JsonFactory JSON = new JsonFactory();

    /** What writes a part of the log. */
    @FunctionalInterface
    public interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private SarifLog() {}

    /**
     * The text of the log, without a line end.
     *
     * @param tool its name, for people
     * @param about address of a page about it
     * @param rules writes each of its rules, an object
     * @param rest writes the other fields of the run: the results at least
     */
    public static String text(String tool, String about, Part rules, Part rest) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            json.writeObjectFieldStart("tool");
            json.writeObjectFieldStart("driver");
            json.writeStringField("name", tool);
            json.writeStringField("informationUri", about);
            json.writeArrayFieldStart("rules");
            rules.write(json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            rest.write(json);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            // A string takes everything.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A field that holds words for people, which SARIF wraps into an object. */
    public static void message(JsonGenerator json, String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }
}
