package io.jenkins.plugins.delivery.engine.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.delivery.engine.sarif.SarifLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The findings in SARIF 2.1.0 (OASIS), which code scanning views read: a rule for each vulnerability, a result for each package that has
 * it, accepted findings as suppressed results, and the difference to what runs as baseline states.
 */
final class ScanSarif {

    private static final String TOOL = "Amazon ECR image scanning";
    private static final String ABOUT = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html";

    private final ScanRecord scan;
    private final List<Finding> gone;
    /** Vulnerability to the place of its rule. */
    private final Map<String, Integer> rules = new LinkedHashMap<>();

    private ScanSarif(ScanRecord scan) {
        this.scan = scan;
        this.gone = scan.comparison().delta().map(FindingsDelta::fixed).orElse(List.of());
    }

    /** The text of the report. */
    static String text(ScanRecord scan) {
        ScanSarif sarif = new ScanSarif(scan);
        return SarifLog.text(TOOL, ABOUT, sarif::rules, sarif::run);
    }

    private void run(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", scan.verdict().decision() != ScanVerdict.Decision.ERRORED);
        json.writeStringField("endTimeUtc", scan.at().toString());
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("properties");
        json.writeStringField("image", scan.subject());
        json.writeStringField("verdict", scan.verdict().decision().text());
        json.writeEndObject();
        json.writeArrayFieldStart("results");
        for (JudgedFinding one : scan.verdict().judged()) {
            result(json, one.finding(), Optional.of(one));
        }
        for (Finding finding : gone) {
            result(json, finding, Optional.empty());
        }
        json.writeEndArray();
    }

    private void rules(JsonGenerator json) throws IOException {
        Stream<Finding> all =
                Stream.concat(scan.verdict().judged().stream().map(JudgedFinding::finding), gone.stream());
        for (Finding finding : (Iterable<Finding>) all::iterator) {
            if (rules.putIfAbsent(finding.id(), rules.size()) == null) {
                rule(json, finding);
            }
        }
    }

    private static void rule(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", finding.id());
        SarifLog.message(
                json,
                "shortDescription",
                finding.id() + " (" + finding.severity().text() + ")");
        if (finding.hasWebLink()) {
            json.writeStringField("helpUri", finding.link());
        }
        json.writeObjectFieldStart("properties");
        Optional<String> score = score(finding.severity());
        if (score.isPresent()) {
            json.writeStringField("security-severity", score.get());
        }
        ScanJson.strings(json, "tags", List.of("security", "vulnerability"));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @param judged empty for a finding that the image does not have any more */
    private void result(JsonGenerator json, Finding finding, Optional<JudgedFinding> judged) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.id());
        json.writeNumberField("ruleIndex", rules.get(finding.id()));
        json.writeStringField("level", level(finding.severity()));
        SarifLog.message(json, "message", finding.toString());
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        // The repository's name is a relative reference by RFC 3986; with the digest's colon it would not be one.
        json.writeStringField("uri", scan.repository());
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("kind", "package");
        json.writeStringField("fullyQualifiedName", place(finding));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("vulnerabilityAndPackage/v1", finding.key());
        json.writeEndObject();
        if (scan.comparison().delta().isPresent()) {
            json.writeStringField(
                    "baselineState", judged.isEmpty() ? "absent" : scan.isNew(finding) ? "new" : "unchanged");
        }
        json.writeArrayFieldStart("suppressions");
        if (judged.isPresent()) {
            suppression(json, judged.get());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String place(Finding finding) {
        AffectedPackage affected = finding.affected();
        return scan.subject()
                + (affected.path().isEmpty() ? "" : "/" + affected.path())
                + (affected.name().isEmpty() ? "" : "#" + affected.name())
                + (affected.version().isEmpty() ? "" : "@" + affected.version());
    }

    /** What somebody has accepted; findings that the policy does not look at are none of it. */
    private static void suppression(JsonGenerator json, JudgedFinding one) throws IOException {
        if (one.standing() != Standing.ALLOWED && one.standing() != Standing.SUPPRESSED) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("kind", "external");
        json.writeStringField("status", "accepted");
        json.writeStringField(
                "justification",
                one.entry()
                        .map(entry -> entry.reason() + " (" + entry.owner() + ", until " + entry.expires() + ")")
                        .orElse("suppressed by a rule of Amazon Inspector"));
        json.writeEndObject();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            default -> "note";
        };
    }

    /** Where code scanning views put it on their scale: the least score of its range (FIRST, CVSS 3.1, section 5). */
    private static Optional<String> score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Optional.of("9.0");
            case HIGH -> Optional.of("7.0");
            case MEDIUM -> Optional.of("4.0");
            case LOW -> Optional.of("0.1");
            default -> Optional.empty();
        };
    }
}
