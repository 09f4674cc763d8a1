package io.jenkins.plugins.delivery.engine.scan;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Findings that a team has accepted, each with its reason, somebody who answers for it, and an end. {@link AllowListFile} reads them.
 */
public record AllowList(List<Entry> entries) {

    /** Nothing is accepted. */
    public static final AllowList EMPTY = new AllowList(List.of());

    /** As the package of an entry: the vulnerability is accepted in every package. There is no other wildcard. */
    static final String ANY_PACKAGE = "*";

    public AllowList {
        entries = List.copyOf(entries);
    }

    /**
     * One accepted finding.
     *
     * @param id of the vulnerability
     * @param packageName that it is accepted in; {@code *} for every package
     * @param reason why it is acceptable
     * @param owner who answers for it
     * @param expires last day on which it is accepted, in UTC
     */
    public record Entry(String id, String packageName, String reason, String owner, LocalDate expires) {

        private boolean matches(Finding finding) {
            return id.equalsIgnoreCase(finding.id())
                    && (packageName.equals(ANY_PACKAGE)
                            || packageName.equalsIgnoreCase(finding.affected().name()));
        }

        boolean expired(LocalDate today) {
            return expires.isBefore(today);
        }

        /** Equal for entries that accept the same. */
        String key() {
            return (id + ' ' + packageName).toLowerCase(Locale.ROOT);
        }

        /** For messages: {@code CVE-2026-1234 in openssl}. */
        String subject() {
            return id + " in " + (packageName.equals(ANY_PACKAGE) ? "every package" : packageName);
        }

        /** In the shape of the file. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", id);
            map.put("package", packageName);
            map.put("reason", reason);
            map.put("owner", owner);
            map.put("expires", expires.toString());
            return map;
        }
    }

    /** The entry that accepts the finding and has not expired. */
    Optional<Entry> entry(Finding finding, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.expired(today) && entry.matches(finding))
                .findFirst();
    }

    /** Entries whose last day has passed. */
    public List<Entry> expired(LocalDate today) {
        return entries.stream().filter(entry -> entry.expired(today)).toList();
    }

    /** Entries that match none of the findings: they can be deleted. */
    public List<Entry> unmatched(List<Finding> findings) {
        Set<Entry> left = new HashSet<>(entries);
        findings.forEach(finding -> left.removeIf(entry -> entry.matches(finding)));
        return entries.stream().filter(left::contains).toList();
    }
}
