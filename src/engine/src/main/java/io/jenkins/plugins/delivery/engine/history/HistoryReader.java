package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Turns the commits of a branch into lines of history, those that landed last first. It walks twice: what a commit without trailers
 * did can only be told when it is known where promotions set their values.
 */
final class HistoryReader {

    private final DeliveryHistoryRequest request;
    private final HandEdits hands;
    /** Promotions that a newer commit undid: when. */
    private final Map<String, Instant> undone = new HashMap<>();
    /** Promotions of which a newer commit says that they were bad. */
    private final Map<String, LedgerAction> bad = new HashMap<>();

    HistoryReader(DeliveryHistoryRequest request) {
        this.request = request;
        this.hands = new HandEdits(request.file(), request.value());
    }

    /**
     * What became of a promotion.
     *
     * @param bad whether it was undone, or is known to have failed
     * @param undoneAt null unless it was undone
     */
    record Fate(boolean bad, Instant undoneAt) {}

    void read(CommitLog log, BiConsumer<HistoryLine, Fate> lines) {
        log.search(commit -> {
            LedgerEntry.in(commit.message()).forEach(hands::learn);
            return Optional.empty();
        });
        log.search(commit -> {
            List<LedgerEntry> told = LedgerEntry.in(commit.message());
            boolean byHand = told.isEmpty();
            for (LedgerEntry entry : byHand ? hands.in(commit) : told) {
                remember(entry, commit);
                Fate fate = new Fate(
                        undone.containsKey(commit.id()) || bad.containsKey(commit.id()), undone.get(commit.id()));
                if (isWanted(entry)) {
                    lines.accept(
                            new HistoryLine(
                                    commit.landedAt(),
                                    commit.id(),
                                    commit.author(),
                                    byHand,
                                    fate.undoneAt() != null,
                                    entry),
                            fate);
                }
            }
            undone.remove(commit.id());
            bad.remove(commit.id());
            return Optional.empty();
        });
    }

    private void remember(LedgerEntry entry, LoggedCommit commit) {
        if (entry.action() == LedgerAction.ROLLBACK) {
            entry.all(Trailers.RESTORES).forEach(restored -> undone.put(restored, commit.landedAt()));
        }
        String promotion = entry.get(Trailers.PROMOTION);
        if (promotion != null && entry.action().tellsOfFailure()) {
            bad.put(promotion, entry.action());
        }
    }

    private boolean isWanted(LedgerEntry entry) {
        return (request.service() == null || request.service().equals(entry.service()))
                && (request.env() == null || request.env().equals(entry.environment()));
    }
}
