package io.jenkins.plugins.delivery.engine.gate.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the JSON report of gitleaks. Secrets stay in here: they are compared and checked, and no finding that leaves has them. */
final class GitleaksReport {

    /** Far more than anybody looks at; a tree with more wants a baseline. */
    static final int MOST = 5000;

    /** What gitleaks writes for a secret with {@code --redact}. */
    static final String MASK = "REDACTED";

    /** Our own addition to the report, see {@link SecretFinding.Shape#mark}. */
    static final String MARK = "Mark";

    private static final double PRECISION = 10_000;
    private static final int LONGEST = 300;
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

    /**
     * One entry, which has a secret and is therefore neither printed nor kept.
     *
     * @param finding without the secret
     * @param secret empty or a mask in a report that was redacted
     */
    record Entry(SecretFinding finding, String secret) {

        @Override
        public String toString() {
            return finding.toString();
        }
    }

    private GitleaksReport() {}

    /**
     * @param what the report is of, for messages
     * @param inTree whether it is one of files and not of commits
     * @throws TerminalException when it is no report of gitleaks, or has too many entries
     */
    static List<Entry> read(String what, String json, boolean inTree) {
        List<Entry> entries = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = READER.readValues(json)) {
            while (nodes.hasNextValue()) {
                JsonNode node = nodes.nextValue();
                if (!node.isObject()
                        || node.path("RuleID").asText("").isEmpty()
                        || !node.path("File").isTextual()) {
                    throw damaged(what, "entry " + (entries.size() + 1) + " has no RuleID or no File");
                }
                if (entries.size() == MOST) {
                    throw new TerminalException(
                            "The " + what + " has more than " + MOST + " entries.",
                            "Begin with a baseline, or with rules that fit (config).");
                }
                if (counts(node)) {
                    entries.add(entry(node, inTree));
                }
            }
            return entries;
        } catch (JsonProcessingException e) {
            // Jackson's own words quote the source, which may be a secret.
            throw damaged(what, "it breaks off or is damaged in line " + line(e));
        } catch (IOException e) {
            throw damaged(what, "it cannot be read");
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private static TerminalException damaged(String what, String problem) {
        return new TerminalException(
                "The " + what + " is no JSON report of gitleaks: " + problem + ".", "Write it again.");
    }

    private static boolean counts(JsonNode node) {
        String match = node.path("Match").asText("");
        // What is redacted was a finding when it was written.
        boolean readable = !match.isEmpty() && !match.contains(MASK);
        return !node.path("RuleID").asText().equals(CardNumbers.RULE) || !readable || CardNumbers.isCard(match);
    }

    private static Entry entry(JsonNode node, boolean inTree) {
        SecretFinding.Place place = new SecretFinding.Place(
                clean(node.path("File").asText().replace('\\', '/').replaceFirst("^(\\./)+", "")),
                node.path("StartLine").asInt(),
                node.path("Commit").asText("").matches("[0-9a-f]{7,64}")
                        ? node.path("Commit").asText()
                        : "");
        String secret = node.path("Secret").asText("");
        SecretFinding.Shape shape = new SecretFinding.Shape(
                node.path("EndColumn").asInt() - node.path("StartColumn").asInt(),
                Math.round(node.path("Entropy").asDouble() * PRECISION) / PRECISION,
                isMasked(secret) ? node.path(MARK).asText("") : mark(place.file(), secret));
        return new Entry(
                new SecretFinding(
                        clean(node.path("RuleID").asText()),
                        clean(node.path("Description").asText("")),
                        place,
                        shape,
                        inTree),
                secret);
    }

    /** Whether a secret is only shown as a mask, or in its first part. */
    static boolean isMasked(String secret) {
        return secret.isEmpty() || secret.equals(MASK) || secret.endsWith("...");
    }

    /** With the file, so that nobody sees whether two files have the same secret. */
    private static String mark(String file, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((file + '\0' + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Names of files come out of the change that is judged, so they may hold anything. */
    private static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
