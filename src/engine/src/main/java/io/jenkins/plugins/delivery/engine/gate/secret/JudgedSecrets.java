package io.jenkins.plugins.delivery.engine.gate.secret;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings by what they mean.
 *
 * @param counting those that decide
 * @param allowed accepted by an entry that has not expired
 * @param known from before, by the baseline
 * @param expired entries whose last day has passed
 * @param unmatched entries that match nothing
 */
record JudgedSecrets(
        List<SecretFinding> counting,
        List<SecretFinding> allowed,
        List<SecretFinding> known,
        List<SecretAllowList.Entry> expired,
        List<SecretAllowList.Entry> unmatched) {

    static final JudgedSecrets NONE = new JudgedSecrets(List.of(), List.of(), List.of(), List.of(), List.of());

    /** @param whole whether all files were scanned, without which nobody can say that an entry matches nothing any more */
    static JudgedSecrets of(
            List<SecretFinding> findings,
            SecretAllowList allowList,
            SecretBaseline baseline,
            LocalDate today,
            boolean whole) {
        List<SecretFinding> counting = new ArrayList<>();
        List<SecretFinding> allowed = new ArrayList<>();
        List<SecretFinding> known = new ArrayList<>();
        for (SecretFinding finding : findings) {
            if (allowList.entry(finding, today).isPresent()) {
                allowed.add(finding);
            } else if (baseline.knows(finding)) {
                known.add(finding);
            } else {
                counting.add(finding);
            }
        }
        return new JudgedSecrets(
                counting, allowed, known, allowList.expired(today), whole ? allowList.unmatched(findings) : List.of());
    }
}
