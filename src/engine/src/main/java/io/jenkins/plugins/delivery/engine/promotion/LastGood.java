package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what an environment goes back to. A promotion is good when nobody undid it, put its version into quarantine, or wrote down that
 * it failed; the values that a person set by hand after it count as much. Of one tip of the repository; not thread-safe.
 */
final class LastGood {

    private static final Set<LedgerAction> VERDICTS =
            Set.of(LedgerAction.FAIL, LedgerAction.ROLL_FORWARD, LedgerAction.KEEP);

    private final GitOpsRepository repository;
    private final PromotionRecord failed;
    private final Quarantine quarantine;
    private final Set<String> undone = new HashSet<>();
    /** What was last written down of a promotion. */
    private final Map<String, LedgerAction> verdicts = new HashMap<>();

    private final List<PromotionRecord> passed = new ArrayList<>();
    private boolean beyond;

    /**
     * @param failed the promotion that is left
     */
    LastGood(GitOpsRepository repository, PromotionRecord failed) {
        this.repository = repository;
        this.failed = failed;
        this.quarantine = Quarantine.of(repository, failed.service());
    }

    /**
     * Where the good values stand.
     *
     * @param commit whose file holds them
     * @param promotion that brought them; null when a person did
     * @param passed promotions between them and the one that is left, which are undone with it
     */
    record Good(String commit, PromotionRecord promotion, List<PromotionRecord> passed) {

        /** Commit that the version was built from, or null. */
        String sourceCommit() {
            return promotion == null ? null : promotion.sourceCommit();
        }
    }

    /** The last known good state before the failed promotion; empty when there was none. */
    Optional<Good> before() {
        Optional<Good> found = repository.search(PromotionLedger.HORIZON, this::judge);
        if (found.isPresent()) {
            return found;
        }
        PromotionRecord oldest = passed.isEmpty() ? failed : passed.get(passed.size() - 1);
        return parent(oldest).map(commit -> new Good(commit, null, List.copyOf(passed)));
    }

    private Optional<Good> judge(HistoryCommit commit) {
        Optional<PromotionRecord> line = older(commit);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        PromotionRecord promotion = line.get();
        PromotionRecord next = passed.isEmpty() ? failed : passed.get(passed.size() - 1);
        Optional<String> parent = parent(next);
        boolean replaced = parent.isPresent() && !standsAt(promotion, parent.get());
        if (replaced) {
            // A person had set other values in between, and those ran.
            return Optional.of(new Good(parent.get(), null, List.copyOf(passed)));
        }
        if (bad(promotion)) {
            passed.add(promotion);
            return Optional.empty();
        }
        String commitOfValues = passed.isEmpty() && parent.isPresent() ? parent.get() : promotion.id();
        return Optional.of(new Good(commitOfValues, promotion, List.copyOf(passed)));
    }

    /**
     * The promotion of a version, or with a commit id, that a person names.
     *
     * @throws NotFoundException when the ledger has none before the failed one
     * @throws TerminalException when the version is in quarantine
     */
    Good named(String to) {
        List<String> known = new ArrayList<>();
        Good good = repository
                .search(PromotionLedger.HORIZON, commit -> {
                    Optional<PromotionRecord> line = older(commit);
                    if (line.isEmpty()) {
                        return Optional.empty();
                    }
                    PromotionRecord promotion = line.get();
                    if (promotion.version().equals(to) || promotion.id().equals(to)) {
                        return Optional.of(new Good(promotion.id(), promotion, List.copyOf(passed)));
                    }
                    known.add(promotion.version());
                    passed.add(promotion);
                    return Optional.<Good>empty();
                })
                .orElseThrow(() -> new NotFoundException(
                        "The ledger has no promotion of " + failed.service() + " " + Commits.abbreviate(to) + " to "
                                + failed.environment() + " that could be gone back to.",
                        known.isEmpty()
                                ? "Nothing stood there before."
                                : "It has: "
                                        + String.join(
                                                ", ",
                                                known.stream()
                                                        .distinct()
                                                        .limit(10)
                                                        .toList())
                                        + "."));
        quarantine.admit(good.promotion().version(), good.promotion().digest());
        return good;
    }

    /** The promotion of this commit, if it is one of this service and environment, older than the failed one and not undone. */
    private Optional<PromotionRecord> older(HistoryCommit commit) {
        for (LedgerEntry entry : LedgerEntry.in(commit.message())) {
            boolean ours = entry.service().equals(failed.service())
                    && entry.environment().equals(failed.environment());
            if (ours && VERDICTS.contains(entry.action()) && entry.get(Trailers.PROMOTION) != null) {
                verdicts.putIfAbsent(entry.get(Trailers.PROMOTION), entry.action());
            }
            if (ours) {
                undone.addAll(entry.all(Trailers.RESTORES));
            }
        }
        if (commit.id().equals(failed.id())) {
            beyond = true;
            return Optional.empty();
        }
        return PromotionRecord.of(commit, failed.service(), failed.environment())
                .filter(line -> beyond && line.restores() == null && !undone.contains(line.id()));
    }

    private boolean bad(PromotionRecord promotion) {
        LedgerAction verdict = verdicts.get(promotion.id());
        return verdict == LedgerAction.FAIL
                || verdict == LedgerAction.ROLL_FORWARD
                || quarantine.find(promotion.version(), promotion.digest()).isPresent();
    }

    /** Whether the values of the promotion were still those of the file in that commit. */
    private boolean standsAt(PromotionRecord promotion, String commit) {
        if (promotion.file() == null || !repository.has(promotion.id(), promotion.file())) {
            return false;
        }
        YamlEdit then = YamlEdit.of(promotion.file(), repository.read(promotion.id(), promotion.file()));
        if (!repository.has(commit, promotion.file())) {
            return false;
        }
        YamlEdit later = YamlEdit.of(promotion.file(), repository.read(commit, promotion.file()));
        return promotion.paths().stream().allMatch(path -> then.find(path).equals(later.find(path)));
    }

    private Optional<String> parent(PromotionRecord promotion) {
        return Optional.ofNullable(promotion.commit().parent())
                .filter(commit -> repository.has(commit, promotion.file()));
    }
}
