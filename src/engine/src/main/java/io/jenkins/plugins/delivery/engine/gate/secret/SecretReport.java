package io.jenkins.plugins.delivery.engine.gate.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** What is kept of a scan: a table for people, and a report in the shape of gitleaks that can be the next baseline. */
final class SecretReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SecretReport() {}

    static String table(SecretScanResult result) {
        StringBuilder text = new StringBuilder("# Secrets\n\n" + result.message() + "\n");
        JudgedSecrets judged = result.judged();
        text.append("\n| rule | file | line | commit | |\n|---|---|---:|---|---|\n");
        rows(text, judged.counting(), "counts");
        rows(text, judged.allowed(), "allowed");
        rows(text, judged.known(), "known");
        judged.expired().forEach(entry -> text.append("\nExpired on ")
                .append(entry.expires())
                .append(": ")
                .append(entry.subject())
                .append(", of ")
                .append(entry.owner())
                .append(".\n"));
        judged.unmatched().forEach(entry -> text.append("\nMatches nothing any more: ")
                .append(entry.subject())
                .append(".\n"));
        return text.toString();
    }

    private static void rows(StringBuilder text, List<SecretFinding> findings, String standing) {
        for (SecretFinding finding : findings) {
            SecretFinding.Place place = finding.place();
            text.append("| ").append(cell(finding.rule())).append(" | `").append(cell(place.file()));
            text.append("` | ").append(place.line()).append(" | ").append(place.commit());
            text.append(" | ").append(standing).append(finding.inTree() ? "" : ", not in the file any more");
            text.append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replaceAll("[|`<>\\[\\]]", "?");
    }

    /** Without secrets, as gitleaks writes with {@code --redact}. */
    static String gitleaks(List<SecretFinding> findings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (SecretFinding finding : findings) {
                json.writeStartObject();
                json.writeStringField("RuleID", finding.rule());
                json.writeStringField("Description", finding.description());
                json.writeStringField("File", finding.place().file());
                json.writeNumberField("StartLine", finding.place().line());
                json.writeNumberField("StartColumn", 0);
                json.writeNumberField("EndColumn", finding.shape().width());
                json.writeNumberField("Entropy", finding.shape().entropy());
                json.writeStringField("Commit", finding.place().commit());
                json.writeStringField("Match", GitleaksReport.MASK);
                json.writeStringField("Secret", GitleaksReport.MASK);
                json.writeStringField(GitleaksReport.MARK, finding.shape().mark());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be written", e);
        }
        return text.append('\n').toString();
    }
}
