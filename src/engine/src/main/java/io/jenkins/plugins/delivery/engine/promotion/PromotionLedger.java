package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The promotion history of a GitOps repository, read from its commits. */
final class PromotionLedger {

    /** How far back the current promotion is looked for: a service not promoted since counts as new. */
    static final int HORIZON = 2000;

    /** How far back a restarted run looks for its own commit: it was made minutes ago. */
    static final int RECENT = 100;

    private final GitOpsRepository repository;

    PromotionLedger(GitOpsRepository repository) {
        this.repository = repository;
    }

    /** A promotion, and whether a later commit undid it: one of ours, or a person's {@code git revert}. */
    record Line(PromotionRecord promotion, boolean undone) {}

    /** What was promoted last to the environment and not undone. */
    Optional<PromotionRecord> current(String service, String environment) {
        return search(
                HORIZON,
                service,
                environment,
                line -> line.undone() ? Optional.empty() : Optional.of(line.promotion()));
    }

    /** The commit of an intent among the newest ones. */
    Optional<Line> ofIntent(PromotionIntent intent) {
        return search(
                RECENT,
                intent.target().service(),
                intent.target().environment(),
                line -> intent.id().equals(line.promotion().intent()) ? Optional.of(line) : Optional.empty());
    }

    /** Looks through the promotions of a service to an environment, newest first. */
    <T> Optional<T> search(int atMost, String service, String environment, Function<Line, Optional<T>> look) {
        Set<String> undone = new HashSet<>();
        return repository.search(atMost, commit -> {
            String reverted = LedgerEntry.reverted(commit.message());
            if (reverted != null && !undone.contains(commit.id())) {
                undone.add(reverted);
            }
            Optional<PromotionRecord> promotion = PromotionRecord.of(commit, service, environment);
            if (promotion.isEmpty()) {
                return Optional.empty();
            }
            if (promotion.get().restores() != null) {
                undone.addAll(promotion.get().restored());
                return Optional.empty();
            }
            return look.apply(
                    new Line(promotion.get(), undone.contains(promotion.get().id())));
        });
    }
}
