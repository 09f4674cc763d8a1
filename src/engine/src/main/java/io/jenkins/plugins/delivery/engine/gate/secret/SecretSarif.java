package io.jenkins.plugins.delivery.engine.gate.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.delivery.engine.sarif.SarifLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The findings in SARIF 2.1.0 (OASIS), for views of warnings: place, commit and rule, and nothing of the secret. Accepted and known
 * findings are suppressed results.
 */
final class SecretSarif {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "abcdefghijklmnopqrstuvwxyz" + "0123456789-._~";

    private final JudgedSecrets judged;

    /** Rule to its place. */
    private final Map<String, Integer> rules = new LinkedHashMap<>();

    private SecretSarif(JudgedSecrets judged) {
        this.judged = judged;
    }

    static String text(JudgedSecrets judged) {
        SecretSarif sarif = new SecretSarif(judged);
        return SarifLog.text("gitleaks", "https://github.com/gitleaks/gitleaks", sarif::rules, sarif::results) + "\n";
    }

    private void results(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("results");
        results(json, judged.counting(), "");
        results(json, judged.allowed(), "accepted by an entry of the allow list");
        results(json, judged.known(), "known from before, by the baseline");
        json.writeEndArray();
    }

    private void rules(JsonGenerator json) throws IOException {
        for (SecretFinding finding : (Iterable<SecretFinding>) all()::iterator) {
            if (rules.putIfAbsent(finding.rule(), rules.size()) == null) {
                json.writeStartObject();
                json.writeStringField("id", finding.rule());
                SarifLog.message(
                        json,
                        "shortDescription",
                        finding.description().isEmpty() ? finding.rule() : finding.description());
                json.writeEndObject();
            }
        }
    }

    private Stream<SecretFinding> all() {
        return Stream.of(judged.counting(), judged.allowed(), judged.known()).flatMap(List::stream);
    }

    /** @param accepted why they do not count; empty when they do */
    private void results(JsonGenerator json, List<SecretFinding> findings, String accepted) throws IOException {
        for (SecretFinding finding : findings) {
            json.writeStartObject();
            json.writeStringField("ruleId", finding.rule());
            json.writeNumberField("ruleIndex", rules.get(finding.rule()));
            json.writeStringField("level", "error");
            SarifLog.message(json, "message", finding.sentence());
            location(json, finding.place());
            if (!finding.place().commit().isEmpty()) {
                json.writeObjectFieldStart("properties");
                json.writeStringField("commit", finding.place().commit());
                json.writeEndObject();
            }
            // One has to be in every result or in none (3.27.23).
            json.writeArrayFieldStart("suppressions");
            if (!accepted.isEmpty()) {
                json.writeStartObject();
                json.writeStringField("kind", "external");
                json.writeStringField("justification", accepted);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void location(JsonGenerator json, SecretFinding.Place place) throws IOException {
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", reference(place.file()));
        json.writeEndObject();
        if (place.line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", place.line());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** A relative reference (RFC 3986, section 4.2): names of files may hold anything. */
    private static String reference(String file) {
        StringBuilder text = new StringBuilder();
        for (byte one : file.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one == '/' || UNRESERVED.indexOf(one) >= 0;
            text.append(plain ? String.valueOf((char) one) : String.format("%%%02X", one));
        }
        return text.toString();
    }
}
