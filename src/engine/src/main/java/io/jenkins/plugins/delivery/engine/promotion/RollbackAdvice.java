package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows of two versions in an environment, one to leave and one to go back to: what lies between, who is to be suspected,
 * and whether a person has to choose.
 */
public final class RollbackAdvice {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory history;
    private final EngineContext context;

    /** @param history of the service */
    public RollbackAdvice(GitOpsRepository.Opener repositories, SourceHistory history, EngineContext context) {
        this.repositories = repositories;
        this.history = history;
        this.context = context;
    }

    /**
     * A way back.
     *
     * @param ledger where it is; null for none
     * @param from the version that is left
     * @param commit it was built from; null when only the ledger can tell
     * @param to the version to go back to
     */
    public record Way(GitOpsAddress ledger, String env, String service, String from, String commit, String to) {}

    /**
     * @param mode whether a person is asked in any case
     * @param unseen whether the version that is left was not seen to fail
     */
    public RollbackOutlook look(Way way, List<String> migrations, RollbackMode mode, boolean unseen) {
        Optional<PromotionRecord> left = entry(way, way.from());
        String newer = way.commit() != null
                ? way.commit()
                : left.map(PromotionRecord::sourceCommit).orElse(null);
        RollbackRisks risks = RollbackRisks.between(history, migrations, sourceOf(way), newer);
        if (!risks.unknown().isEmpty()) {
            context.log()
                    .warn("Whether a migration lies between " + way.to() + " and " + way.from() + " is not known: "
                            + risks.unknown() + ".");
        }
        return new RollbackOutlook(
                true,
                risks.any() || mode == RollbackMode.ASK,
                way.from(),
                way.to(),
                left.map(PromotionRecord::id).orElse(null),
                risks.migrations(),
                risks.crds(),
                (unseen ? RollbackQuestion.notSeen(way.from()) : "")
                        + RollbackQuestion.question(way.service() + " in " + way.env(), way.from(), way.to(), risks));
    }

    /** The commits between both; only that of the version itself when the other is not known. */
    public Suspects suspects(Way way) {
        Suspects found = way.commit() == null ? Suspects.NONE : history.since(sourceOf(way), way.commit());
        return found.since() == null ? found : new Suspects(way.to(), found.count(), found.commits());
    }

    private String sourceOf(Way way) {
        return entry(way, way.to()).map(PromotionRecord::sourceCommit).orElse(null);
    }

    /** What brought the version to the environment last, whether it was undone or not. */
    private Optional<PromotionRecord> entry(Way way, String version) {
        if (way.ledger() == null || version == null) {
            return Optional.empty();
        }
        try (GitOpsRepository repository = repositories.open(way.ledger(), context)) {
            repository.fetch();
            return new PromotionLedger(repository)
                    .search(PromotionLedger.HORIZON, way.service(), way.env(), line -> Optional.of(line.promotion())
                            .filter(promotion -> promotion.version().equals(version)));
        }
    }
}
