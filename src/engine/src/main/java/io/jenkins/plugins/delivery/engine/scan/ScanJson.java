package io.jenkins.plugins.delivery.engine.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The full report of a scan as JSON, for scripts and for the proof of a delivery: every finding with what became of it. */
final class ScanJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** What writes a document. */
    private interface Document {
        void write(JsonGenerator json) throws IOException;
    }

    private ScanJson() {}

    /** The text of the report. */
    static String text(ScanRecord scan) {
        return text(json -> {
            json.writeStartObject();
            json.writeStringField("repository", scan.repository());
            json.writeStringField("digest", scan.image().digest());
            platforms(json, scan.image());
            json.writeStringField("status", scan.status());
            json.writeStringField("decidedAt", scan.at().toString());
            json.writeStringField("verdict", scan.verdict().decision().text());
            json.writeObjectFieldStart("counts");
            for (Map.Entry<Severity, Integer> count : scan.verdict().counts().entrySet()) {
                json.writeNumberField(count.getKey().text(), count.getValue());
            }
            json.writeEndObject();
            strings(json, "reasons", scan.verdict().reasons());
            comparison(json, scan.comparison());
            json.writeArrayFieldStart("findings");
            for (JudgedFinding one : scan.verdict().judged()) {
                finding(json, scan, one);
            }
            json.writeEndArray();
            entries(json, "expired", scan.verdict().expired());
            entries(json, "unmatched", scan.verdict().unmatched());
            json.writeEndObject();
        });
    }

    /** A document, written as a stream: a tree of thousands of findings would need many times its text. */
    private static String text(Document document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            document.write(json);
        } catch (IOException e) {
            // A string takes everything.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void platforms(JsonGenerator json, WatchedImage image) throws IOException {
        json.writeArrayFieldStart("scanned");
        for (WatchedImage.WatchedPlatform platform : image.platforms()) {
            json.writeStartObject();
            json.writeStringField("digest", platform.digest());
            if (!platform.name().isEmpty()) {
                json.writeStringField("platform", platform.name());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void comparison(JsonGenerator json, ScanComparison comparison) throws IOException {
        Optional<String> obstacle = comparison.baselineObstacle();
        if (obstacle.isPresent()) {
            json.writeStringField("baseline", obstacle.get());
        }
        if (comparison.sentence().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("delta");
        json.writeStringField("sentence", comparison.sentence().get());
        if (comparison.delta().isPresent()) {
            FindingsDelta delta = comparison.delta().get();
            json.writeStringField("against", delta.against());
            json.writeNumberField("unchanged", delta.unchanged());
            findings(json, "new", delta.added());
            findings(json, "fixed", delta.fixed());
        }
        json.writeEndObject();
    }

    private static void findings(JsonGenerator json, String name, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart(name);
        for (Finding finding : findings) {
            json.writeStartObject();
            fields(json, finding.toMap());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void finding(JsonGenerator json, ScanRecord scan, JudgedFinding one) throws IOException {
        json.writeStartObject();
        fields(json, one.finding().toMap());
        json.writeStringField("fix", one.finding().affected().fix().name().toLowerCase(Locale.ROOT));
        json.writeStringField("standing", one.standing().text());
        if (scan.comparison().delta().isPresent()) {
            json.writeBooleanField("new", scan.isNew(one.finding()));
        }
        if (one.entry().isPresent()) {
            json.writeObjectFieldStart("allowedBy");
            fields(json, one.entry().get().toMap());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void entries(JsonGenerator json, String name, List<AllowList.Entry> entries) throws IOException {
        json.writeArrayFieldStart(name);
        for (AllowList.Entry entry : entries) {
            json.writeStartObject();
            fields(json, entry.toMap());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void fields(JsonGenerator json, Map<String, Object> fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            json.writeStringField(field.getKey(), String.valueOf(field.getValue()));
        }
    }
}
