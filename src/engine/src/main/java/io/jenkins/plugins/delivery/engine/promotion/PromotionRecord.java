package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of the ledger: a promotion or its undoing, read back from a commit's trailers. Approvals, skips and other entries that change
 * nothing are none.
 *
 * @param commit the GitOps commit
 * @param trailers what it says
 */
public record PromotionRecord(HistoryCommit commit, Trailers trailers) {

    /** The first record of a commit; empty when it is no promotion. */
    static Optional<PromotionRecord> of(HistoryCommit commit) {
        return all(commit).findFirst();
    }

    /** The record of a commit for a service in an environment; a squashed pull request may hold those of others as well. */
    static Optional<PromotionRecord> of(HistoryCommit commit, String service, String environment) {
        if (!commit.message().contains(service)) {
            // Most commits of a shared repository are of others, and every promotion looks through them.
            return Optional.empty();
        }
        return all(commit)
                .filter(record ->
                        record.service().equals(service) && record.environment().equals(environment))
                .findFirst();
    }

    private static Stream<PromotionRecord> all(HistoryCommit commit) {
        return LedgerEntry.in(commit.message()).stream()
                .filter(entry -> entry.action().changesState())
                .map(entry -> new PromotionRecord(commit, entry.trailers()));
    }

    public String id() {
        return commit.id();
    }

    public String service() {
        return trailers.get(Trailers.SERVICE);
    }

    public String environment() {
        return trailers.get(Trailers.ENVIRONMENT);
    }

    /** The version; "an unnamed version" when the commit does not say. */
    public String version() {
        String version = trailers.get(Trailers.VERSION);
        return version == null ? "an unnamed version" : version;
    }

    /** Digest of the image, or null. */
    public String digest() {
        return trailers.get(Trailers.DIGEST);
    }

    /** Version of the chart, or null. */
    public String chartVersion() {
        return trailers.get(Trailers.CHART_VERSION);
    }

    /** Digest of the chart without its versions, or null. */
    public String chartContent() {
        return trailers.get(Trailers.CHART_CONTENT);
    }

    /** Digest of the record of what was proved, or null. */
    public String evidence() {
        return trailers.get(Trailers.EVIDENCE);
    }

    /** Commit of the service, or null. */
    public String sourceCommit() {
        return trailers.get(Trailers.SOURCE_COMMIT);
    }

    /** URL or name of the run, or null. */
    public String run() {
        return trailers.get(Trailers.RUN);
    }

    /** Identity of the intent, or null. */
    public String intent() {
        return trailers.get(Trailers.INTENT);
    }

    /** The promotion that this commit undid; null when it is a promotion itself. */
    public String restores() {
        return trailers.get(Trailers.RESTORES);
    }

    /** Every promotion that this commit undid; none when it is a promotion itself. */
    public List<String> restored() {
        return trailers.all(Trailers.RESTORES);
    }

    /** Why; "no reason is written down" when nobody said. */
    public String reason() {
        String reason = trailers.get(Trailers.REASON);
        return reason == null ? "no reason is written down" : reason;
    }

    /** The file that was edited, or null. */
    public String file() {
        return trailers.get(Trailers.FILE);
    }

    /** The YAML paths that were set. */
    public List<String> paths() {
        return trailers.all(Trailers.SET);
    }

    /** For sentences: {@code payments 1.4.0 in stage (commit 8b1d0aa, run …)}. */
    @Override
    public String toString() {
        return service() + " " + version() + " in " + environment() + " (commit " + Commits.abbreviate(id())
                + (run() == null ? "" : ", run " + run()) + ")";
    }
}
