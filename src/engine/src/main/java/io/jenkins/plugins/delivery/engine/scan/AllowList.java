package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings that a team has accepted, each with its reason and an end. Written as YAML in the service's repository:
 *
 * <pre>
 * - id: CVE-2026-1234
 *   package: openssl
 *   reason: not reachable, TLS ends at the load balancer
 *   owner: payments
 *   expires: 2027-01-31
 * </pre>
 */
public record AllowList(List<Entry> entries) {

    /** Nothing is accepted. */
    public static final AllowList EMPTY = new AllowList(List.of());

    private static final List<String> FIELDS = List.of("id", "package", "reason", "owner", "expires");
    private static final List<String> REQUIRED = List.of("id", "package", "reason", "expires");

    public AllowList {
        entries = List.copyOf(entries);
    }

    /**
     * One accepted finding.
     *
     * @param id of the vulnerability
     * @param packageName that it is accepted in
     * @param reason why it is acceptable
     * @param owner who answers for it; may be empty
     * @param expires last day on which it is accepted
     */
    public record Entry(String id, String packageName, String reason, String owner, LocalDate expires) {

        boolean matches(Finding finding) {
            return id.equalsIgnoreCase(finding.id()) && packageName.equalsIgnoreCase(finding.packageName());
        }

        boolean expired(LocalDate today) {
            return expires.isBefore(today);
        }

        /** In the shape of the file, so that {@link #of} reads it again. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", id);
            map.put("package", packageName);
            map.put("reason", reason);
            if (!owner.isEmpty()) {
                map.put("owner", owner);
            }
            map.put("expires", expires.toString());
            return map;
        }
    }

    /**
     * Reads the parsed content of the file.
     *
     * @param name of the file, for messages
     * @param document a list of maps with the fields above; null for an empty file
     * @throws InvalidInputException with every problem of every entry
     */
    public static AllowList of(String name, Object document) {
        if (document == null) {
            return EMPTY;
        }
        if (!(document instanceof List<?> items)) {
            throw new InvalidInputException(
                    "The allow list " + name,
                    List.of("it is not a list of entries with " + String.join(", ", REQUIRED)));
        }
        List<String> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String where = "entry " + (i + 1);
            if (items.get(i) instanceof Map<?, ?> map) {
                entry(where, map, problems, entries);
            } else {
                problems.add(where + " is not a map of " + String.join(", ", FIELDS));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The allow list " + name, problems);
        }
        return new AllowList(entries);
    }

    private static void entry(String where, Map<?, ?> map, List<String> problems, List<Entry> entries) {
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
        LocalDate expires = null;
        try {
            expires = text(map, "expires").isBlank() ? null : LocalDate.parse(text(map, "expires"));
        } catch (DateTimeParseException e) {
            problems.add(where + ": expires '" + text(map, "expires") + "' is not a date like 2027-01-31");
        }
        if (problems.size() == before) {
            entries.add(
                    new Entry(text(map, "id"), text(map, "package"), text(map, "reason"), text(map, "owner"), expires));
        }
    }

    private static String text(Map<?, ?> map, String field) {
        Object value = map.get(field);
        return value == null ? "" : value.toString().trim();
    }

    /** Whether an entry that has not expired accepts the finding. */
    public boolean allows(Finding finding, LocalDate today) {
        return entries.stream().anyMatch(entry -> !entry.expired(today) && entry.matches(finding));
    }

    /** Entries whose last day has passed. */
    public List<Entry> expired(LocalDate today) {
        return entries.stream().filter(entry -> entry.expired(today)).toList();
    }

    /** Entries that match none of the findings: they can be deleted. */
    public List<Entry> unmatched(List<Finding> findings) {
        return entries.stream()
                .filter(entry -> findings.stream().noneMatch(entry::matches))
                .toList();
    }
}
