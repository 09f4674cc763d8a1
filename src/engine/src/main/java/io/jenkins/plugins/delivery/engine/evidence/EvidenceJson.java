package io.jenkins.plugins.delivery.engine.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The written form of a record: JSON in UTF-8, indented, with its fields in one order, so that equal records have equal bytes.
 *
 * <pre>
 * format, formatVersion     what this is, and which version of it; a reader refuses versions and fields that it does not know
 * service, version, commit, tree
 * recorded, run, previous   when and by which run it was written; digest of the record that it adds to
 * earlier                   digests of the records of other versions with the same image
 * image                     repository, digest, size (bytes)
 * chart                     repository, name, version, digest (manifest), archive (.tgz), content (without its versions)
 * scan                      verdict (passed, failed, errored, not-scanned), state, counts by severity, digest, delta, at
 * tests[]                   name, environment, verdict, counts (total, failed, errors, skipped), message, run, at
 * promotions[]              environment, commit (GitOps), state, approver, run, at
 * </pre>
 *
 * Moments are UTC (RFC 3339). What does not apply is left out.
 */
public final class EvidenceJson {

    static final String FORMAT = "git-flow-delivery/evidence";
    static final int FORMAT_VERSION = 1;

    /** Media type of a record, and type of the artifact that carries it. */
    public static final String MEDIA_TYPE = "application/vnd.git-flow-delivery.evidence.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private EvidenceJson() {}

    /** The bytes that the record's digest is about. */
    public static byte[] write(EvidenceRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT).put("formatVersion", FORMAT_VERSION);
        EvidenceRecord.Subject subject = record.subject();
        put(json, "service", subject.service());
        put(json, "version", subject.version());
        put(json, "commit", subject.commit());
        put(json, "tree", subject.tree());
        EvidenceRecord.Origin origin = record.origin();
        put(json, "recorded", origin.recorded());
        put(json, "run", origin.run());
        put(json, "previous", origin.previous());
        if (!origin.earlier().isEmpty()) {
            origin.earlier().forEach(json.putArray("earlier")::add);
        }
        if (record.image() != null) {
            ObjectNode image = json.putObject("image");
            put(image, "repository", record.image().repository());
            put(image, "digest", record.image().digest());
            image.put("size", record.image().size());
        }
        if (record.chart() != null) {
            write(record.chart(), json.putObject("chart"));
        }
        write(record.scan(), json.putObject("scan"));
        ArrayNode tests = json.putArray("tests");
        record.tests().forEach(test -> write(test, tests.addObject()));
        ArrayNode promotions = json.putArray("promotions");
        record.promotions().forEach(promotion -> write(promotion, promotions.addObject()));
        try {
            DefaultPrettyPrinter printer =
                    new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
            return (JSON.writer(printer).writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }

    private static void write(EvidenceRecord.Chart chart, ObjectNode json) {
        put(json, "repository", chart.repository());
        put(json, "name", chart.name());
        put(json, "version", chart.version());
        put(json, "digest", chart.digest());
        put(json, "archive", chart.archive());
        put(json, "content", chart.content());
    }

    private static void write(EvidenceRecord.Scan scan, ObjectNode json) {
        json.put("verdict", scan.verdict().text());
        put(json, "state", scan.state());
        if (!scan.counts().isEmpty()) {
            scan.counts().forEach(json.putObject("counts")::put);
        }
        put(json, "digest", scan.digest());
        put(json, "delta", scan.delta());
        put(json, "at", scan.at());
    }

    private static void write(EvidenceRecord.TestVerdict test, ObjectNode json) {
        put(json, "name", test.name());
        put(json, "environment", test.environment());
        json.put("verdict", test.verdict().text());
        if (test.counts() != null) {
            json.putObject("counts")
                    .put("total", test.counts().total())
                    .put("failed", test.counts().failed())
                    .put("errors", test.counts().errors())
                    .put("skipped", test.counts().skipped());
        }
        put(json, "message", test.message());
        put(json, "run", test.where().run());
        put(json, "at", test.where().at());
    }

    private static void write(EvidenceRecord.Promotion promotion, ObjectNode json) {
        put(json, "environment", promotion.environment());
        put(json, "commit", promotion.commit());
        put(json, "state", promotion.state());
        put(json, "approver", promotion.approver());
        put(json, "run", promotion.where().run());
        put(json, "at", promotion.where().at());
    }

    private static void put(ObjectNode json, String key, Object value) {
        if (value != null) {
            json.put(key, value.toString());
        }
    }

    /** To the second, so that the text has one form. */
    static Instant moment(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }
}
