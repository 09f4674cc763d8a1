package io.jenkins.plugins.delivery.engine.gate.secret;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Findings that a team has accepted, each with its reason, somebody who answers for it, and an end. */
record SecretAllowList(List<Entry> entries) {

    static final SecretAllowList EMPTY = new SecretAllowList(List.of());

    SecretAllowList {
        entries = List.copyOf(entries);
    }

    /**
     * One accepted finding.
     *
     * @param rule id of the rule
     * @param file path in the repository, or a glob
     * @param reason why it is no harm
     * @param owner who answers for it
     * @param expires last day on which it is accepted, in UTC
     */
    record Entry(String rule, String file, String reason, String owner, LocalDate expires) {

        boolean matches(SecretFinding finding) {
            String anyDepth = file.replaceAll("(?<=^|/)\\*\\*/", "{**/,}");
            return rule.equals(finding.rule())
                    && FileSystems.getDefault()
                            .getPathMatcher("glob:" + anyDepth)
                            .matches(Path.of(finding.place().file()));
        }

        boolean expired(LocalDate today) {
            return expires.isBefore(today);
        }

        /** For messages. */
        String subject() {
            return rule + " in " + file;
        }
    }

    Optional<Entry> entry(SecretFinding finding, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.expired(today) && entry.matches(finding))
                .findFirst();
    }

    List<Entry> expired(LocalDate today) {
        return entries.stream().filter(entry -> entry.expired(today)).toList();
    }

    /** Entries that match nothing any more: they can be deleted. */
    List<Entry> unmatched(List<SecretFinding> findings) {
        Set<Entry> left = new HashSet<>(entries);
        findings.forEach(finding -> left.removeIf(entry -> entry.matches(finding)));
        return entries.stream().filter(left::contains).toList();
    }
}
