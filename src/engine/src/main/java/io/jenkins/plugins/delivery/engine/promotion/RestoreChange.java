package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;

/**
 * Goes back with a forward commit, which auto-sync cannot undo: puts the good values where the failed ones still stand, and in the same
 * commit bans the version that is left. What others changed since stays as it is.
 */
final class RestoreChange implements GitOpsChange {

    private final RollbackIntent intent;
    private final RollbackChoice choice;
    private final String banned;
    private final PromotionIntent.Provenance provenance;

    /**
     * @param choice of a person, or null
     * @param banned since when the version that is left is banned, as ISO 8601; null when it is not
     */
    RestoreChange(RollbackIntent intent, RollbackChoice choice, String banned, PromotionIntent.Provenance provenance) {
        this.intent = intent;
        this.choice = choice;
        this.banned = banned;
        this.provenance = provenance;
    }

    /**
     * What a request to go back by a pull request asks for; what it bans stands in the records at once.
     *
     * @param promotion that is gone back from, whatever is promoted meanwhile
     */
    static RestoreChange of(ArgoRollbackRequest request, String promotion, EngineContext context) {
        return new RestoreChange(
                RollbackIntent.of(request, context).leaving(promotion),
                request.choice(),
                null,
                ArgoRollback.provenance(request, context));
    }

    @Override
    public Plan prepare(GitOpsRepository repository) {
        WayBack way = WayBack.of(repository, intent);
        return switch (way.kind()) {
            case GONE -> landing(PromotionState.RESTORED, way, repository);
            case REPLACED -> landing(PromotionState.SUPERSEDED, way, repository);
            case FIRST -> landing(PromotionState.UNCHANGED, way, repository);
            case OPEN -> write(way, repository);
        };
    }

    private static Landing landing(PromotionState state, WayBack way, GitOpsRepository repository) {
        return new Landing(
                state,
                way.undoneBy() == null ? null : way.undoneBy().id(),
                repository.tip(),
                way.failed().file(),
                way.edit().now(),
                way.edit().after(),
                way.edit().values(),
                way.note());
    }

    private Write write(WayBack way, GitOpsRepository repository) {
        PromotionRecord failed = way.failed();
        Quarantine before = Quarantine.of(repository, failed.service());
        Quarantine after = banned == null || bansWhatIsGood(way) ? before : before.with(line(failed));
        boolean bans = !after.text().equals(before.text());
        Write write = new Write(
                failed.file(), way.edit().now(), way.edit().after(), way.edit().values(), message(way, bans));
        return bans ? write.with(after.file(), after.text()) : write;
    }

    /** The same version may have come with another chart or other values: its name says nothing against it then. */
    private static boolean bansWhatIsGood(WayBack way) {
        return way.failed().version().equals(way.to());
    }

    private QuarantineLine line(PromotionRecord failed) {
        return new QuarantineLine(
                failed.version(), failed.digest(), failed.environment(), banned, provenance.run(), provenance.reason());
    }

    private String message(WayBack way, boolean bans) {
        PromotionRecord failed = way.failed();
        String to = way.to();
        Trailers trailers = new Trailers()
                .add(Trailers.ACTION, LedgerAction.ROLLBACK.text())
                .add(Trailers.SERVICE, failed.service())
                .add(Trailers.ENVIRONMENT, failed.environment())
                .add(Trailers.VERSION, to)
                .add(Trailers.FROM, failed.version());
        PromotionRecord good = way.good().promotion();
        if (good != null) {
            trailers.add(Trailers.DIGEST, good.digest())
                    .add(Trailers.CHART_VERSION, good.chartVersion())
                    .add(Trailers.CHART_CONTENT, good.chartContent())
                    .add(Trailers.SOURCE_COMMIT, good.sourceCommit());
        }
        trailers.add(Trailers.RUN, provenance.run())
                .add(Trailers.APPROVER, provenance.approver())
                .add(Trailers.CHOICE, choice == null ? null : choice.text())
                .add(Trailers.REASON, provenance.reason())
                .add(Trailers.FILE, failed.file());
        way.edit().values().keySet().forEach(path -> trailers.add(Trailers.SET, path));
        if (bans) {
            trailers.add(Trailers.QUARANTINED, failed.version());
        }
        trailers.add(Trailers.RESTORES, failed.id());
        way.good().passed().forEach(passed -> trailers.add(Trailers.RESTORES, passed.id()));
        return trailers.message("restore " + failed.service() + " in " + failed.environment() + " to " + to);
    }
}
