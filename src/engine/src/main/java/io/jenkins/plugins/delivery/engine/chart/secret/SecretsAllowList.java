package io.jenkins.plugins.delivery.engine.chart.secret;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plaintext secrets that a team has reviewed and accepted, each with its reason and an end. Written as YAML in the service's
 * repository; the value is the fingerprint that the refusal tells, so a value that is changed is reviewed anew:
 *
 * <pre>
 * - path: db.password
 *   file: values-dev.yaml
 *   value: v1-1a2b3c4d
 *   reason: throw-away database of the development environment
 *   owner: payments
 *   expires: 2027-01-31
 * </pre>
 */
public record SecretsAllowList(List<Entry> entries) {

    /** Nothing is accepted. */
    public static final SecretsAllowList EMPTY = new SecretsAllowList(List.of());

    private static final List<String> FIELDS = List.of("path", "file", "value", "reason", "owner", "expires");
    private static final List<String> REQUIRED = List.of("path", "file", "value", "reason", "expires");

    public SecretsAllowList {
        entries = List.copyOf(entries);
    }

    /**
     * One accepted secret.
     *
     * @param path of the value
     * @param file values file, as messages name it
     * @param value its fingerprint
     * @param reason why it is acceptable
     * @param owner who answers for it; may be empty
     * @param expires last day on which it is accepted
     */
    public record Entry(String path, String file, String value, String reason, String owner, LocalDate expires) {

        boolean places(SecretFinding finding) {
            return path.equals(finding.path()) && file.equals(finding.file());
        }

        boolean matches(SecretFinding finding) {
            return places(finding) && value.equals(finding.fingerprint());
        }

        /** Whether its last day has passed. */
        public boolean expired(LocalDate today) {
            return expires.isBefore(today);
        }

        /** For the log: what is accepted, by whom and until when. */
        public String text() {
            return file + ": " + path + " (" + reason + (owner.isEmpty() ? "" : "; " + owner) + ", until " + expires
                    + ")";
        }
    }

    /**
     * Reads the parsed content of the file.
     *
     * @param name of the file, for messages
     * @param document a list of maps with the fields above; null for an empty file
     * @throws InvalidInputException with every problem of every entry
     */
    public static SecretsAllowList of(String name, Object document) {
        if (document == null) {
            return EMPTY;
        }
        List<String> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        if (document instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                String where = "entry " + (i + 1);
                if (items.get(i) instanceof Map<?, ?> map) {
                    entry(where, map, problems).ifPresent(entries::add);
                } else {
                    problems.add(where + " is not a map of " + String.join(", ", FIELDS));
                }
            }
        } else {
            problems.add("it is not a list of entries with " + String.join(", ", REQUIRED));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The allow list " + name, problems);
        }
        return new SecretsAllowList(entries);
    }

    private static Optional<Entry> entry(String where, Map<?, ?> map, List<String> problems) {
        int before = problems.size();
        for (Object key : map.keySet()) {
            if (!FIELDS.contains(String.valueOf(key))) {
                problems.add(where + ": " + NearestName.unknownKey("", String.valueOf(key), FIELDS));
            }
        }
        for (String field : REQUIRED) {
            if (text(map, field).isBlank()) {
                problems.add(where + " has no " + field);
            }
        }
        String value = text(map, "value");
        if (!value.isBlank() && !SecretFingerprint.isOne(value)) {
            // Whatever stands there is not told: it may be the secret.
            problems.add(where + ": value is not a fingerprint like v1-1a2b3c4d, as the refusal tells it");
        }
        LocalDate expires = null;
        try {
            expires = text(map, "expires").isBlank() ? null : LocalDate.parse(text(map, "expires"));
        } catch (DateTimeParseException e) {
            problems.add(where + ": expires '" + text(map, "expires") + "' is not a date like 2027-01-31");
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Entry(
                        text(map, "path"), text(map, "file"), value, text(map, "reason"), text(map, "owner"), expires));
    }

    private static String text(Map<?, ?> map, String field) {
        Object value = map.get(field);
        return value == null ? "" : value.toString().trim();
    }

    /** The entry that accepts the finding today. */
    public Optional<Entry> accepting(SecretFinding finding, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.expired(today) && entry.matches(finding))
                .findFirst();
    }

    /** Why an entry for the place of a finding does not accept it: a clause; empty when there is no such entry. */
    public String whyNot(SecretFinding finding, LocalDate today) {
        List<Entry> there =
                entries.stream().filter(entry -> entry.places(finding)).toList();
        if (there.isEmpty()) {
            return "";
        }
        return there.stream()
                .filter(entry -> entry.matches(finding))
                .findFirst()
                .map(entry -> " (accepted until " + entry.expires() + " only)")
                .orElse(" (what the allow list accepts there is another value)");
    }

    /** Entries that match none of the findings: they can be deleted. */
    public List<Entry> unmatched(List<SecretFinding> findings) {
        return entries.stream()
                .filter(entry -> findings.stream().noneMatch(entry::matches))
                .toList();
    }
}
