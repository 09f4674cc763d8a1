package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the ledger about a promotion that stays although it did not work: that it failed, or what a person decided. It changes no
 * value.
 */
final class RollbackNote implements GitOpsChange {

    private final LedgerAction action;
    private final RollbackIntent intent;
    private final String banned;
    private final PromotionIntent.Provenance provenance;

    /**
     * @param banned since when the version is banned, as ISO 8601; null when it is not
     */
    RollbackNote(LedgerAction action, RollbackIntent intent, String banned, PromotionIntent.Provenance provenance) {
        this.action = action;
        this.intent = intent;
        this.banned = banned;
        this.provenance = provenance;
    }

    @Override
    public Plan prepare(GitOpsRepository repository) {
        WayBack way = WayBack.of(repository, intent);
        if (way.kind() == WayBack.Kind.GONE || way.kind() == WayBack.Kind.REPLACED) {
            return landing(way, null, repository, way.note());
        }
        Optional<String> written = repository.search(PromotionLedger.RECENT, commit -> says(commit, way.failed()));
        if (written.isPresent()) {
            return landing(way, written.get(), repository, "This run had written that down already.");
        }
        PromotionRecord failed = way.failed();
        Quarantine before = Quarantine.of(repository, failed.service());
        Quarantine after = banned == null
                ? before
                : before.with(new QuarantineLine(
                        failed.version(),
                        failed.digest(),
                        failed.environment(),
                        banned,
                        provenance.run(),
                        provenance.reason()));
        boolean bans = !after.text().equals(before.text());
        String message = LedgerEntry.of(action, failed.service(), failed.environment())
                .with(Trailers.VERSION, failed.version())
                .with(Trailers.DIGEST, failed.digest())
                .with(Trailers.PROMOTION, failed.id())
                .with(Trailers.RUN, provenance.run())
                .with(Trailers.APPROVER, provenance.approver())
                .with(Trailers.REASON, provenance.reason())
                .with(Trailers.QUARANTINED, bans ? failed.version() : null)
                .message();
        Write write = Write.empty(message);
        return bans ? write.with(after.file(), after.text()) : write;
    }

    private Optional<String> says(HistoryCommit commit, PromotionRecord failed) {
        return LedgerEntry.in(commit.message()).stream()
                .filter(entry -> entry.action() == action
                        && failed.id().equals(entry.get(Trailers.PROMOTION))
                        && provenance.run() != null
                        && provenance.run().equals(entry.get(Trailers.RUN)))
                .findFirst()
                .map(entry -> commit.id());
    }

    private static Landing landing(WayBack way, String commit, GitOpsRepository repository, String note) {
        PromotionState state = commit == null ? PromotionState.SUPERSEDED : PromotionState.PUSHED;
        return new Landing(
                state,
                commit,
                repository.tip(),
                way.failed().file(),
                way.edit().now(),
                way.edit().now(),
                Map.of(),
                note);
    }
}
