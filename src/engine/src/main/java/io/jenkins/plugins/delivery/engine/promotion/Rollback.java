package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import java.time.Duration;

/** Brings Git to rest after a wait that did not end well, and says in a sentence what is true there now. */
final class Rollback {

    /** Git has to take the previous values within this time; a person waits for the answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final Forge.Opener forges;
    private final EngineContext context;

    /** @param forges for a way back by pull request */
    Rollback(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            Forge.Opener forges,
            EngineContext context) {
        this.forges = forges;
        this.repositories = repositories;
        this.sources = sources;
        this.context = context;
    }

    /** How a wait ended; only a version that was seen not to work goes into quarantine. */
    enum Cause {
        /** Argo CD had seen it, and it did not work. */
        BROKE,
        /** Nobody could see it any more. */
        UNSEEN,
        /** Somebody stopped it. */
        ABORTED
    }

    /** @param sentence what is true in Git now */
    record Aftermath(boolean restored, String sentence) {}

    /**
     * @param why for the ledger
     * @return whether Git was changed, and what it says now
     */
    Aftermath after(PromotionWait wait, String why, Cause cause) {
        ArgoTarget request = wait.request();
        String still = request.env() + " still names " + wait.version() + " in Git";
        if (wait.commit() == null) {
            return new Aftermath(false, "This run changed nothing: " + still + ".");
        }
        String by = " (commit " + Commits.abbreviate(wait.commit()) + ")";
        if (request.goesBack()) {
            return new Aftermath(false, "The undoing stays: " + still + by + ".");
        }
        String advice = "Undo it with " + call(wait) + ".";
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            if (request.rollback() == RollbackMode.OFF) {
                note(repository, wait, why, null);
                return new Aftermath(false, "Nothing was put back, as rollback says: " + still + by + ". " + advice);
            }
            repository.fetch();
            RollbackOutlook outlook = outlook(repository, wait);
            if (outlook.needed() && outlook.ask()) {
                note(repository, wait, why, null);
                return new Aftermath(
                        false,
                        "Nothing was put back: " + still + by + ", and a person has to choose. " + outlook.question()
                                + " Say so with " + call(wait) + " and choice: 'rollback', 'roll-forward' or 'keep'.");
            }
            return restored(repository, wait, why, cause);
        } catch (NotFoundException e) {
            return new Aftermath(false, "Nothing was put back: " + e.getMessage());
        } catch (DeliveryException e) {
            return new Aftermath(
                    false,
                    "The value from before could not be put back (" + e.getMessage() + "): " + still + ". " + advice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Aftermath(false, "Putting the value from before back was interrupted: " + still + ". " + advice);
        }
    }

    private RollbackOutlook outlook(GitOpsRepository repository, PromotionWait wait) {
        return new RollbackQuestion(wait.request(), sources, context)
                .look(WayBack.of(repository, RollbackIntent.undoing(wait)));
    }

    private Aftermath restored(GitOpsRepository repository, PromotionWait wait, String why, Cause cause)
            throws InterruptedException {
        ArgoTarget request = wait.request();
        boolean bans = request.quarantine() && cause == Cause.BROKE;
        String since = bans ? context.clock().instant().toString() : null;
        WayBack way = WayBack.of(repository, RollbackIntent.undoing(wait));
        if (way.kind() == WayBack.Kind.FIRST) {
            if (cause == Cause.BROKE) {
                // What cannot be left must not be gone back to later.
                note(repository, wait, why, since);
            }
            return new Aftermath(false, way.note() + (bans ? quarantined(wait) : ""));
        }
        if (modeOf(request) == PromotionMode.PR) {
            String banned = bans ? banned(repository, way, wait, why) : "";
            RestoreChange change =
                    new RestoreChange(RollbackIntent.undoing(wait), null, null, provenance(request, why));
            ProposalDesk desk = new ProposalDesk(repositories, sources, forges, context);
            Aftermath opened = new RestoringPullRequest(desk, context).open(wait, change, repository, why);
            return new Aftermath(opened.restored(), opened.sentence() + banned);
        }
        RestoreChange change = new RestoreChange(RollbackIntent.undoing(wait), null, since, provenance(request, why));
        GitOpsChange.Landing landing = writer(request)
                .write(repository, change, context.clock().instant().plus(PATIENCE));
        if (landing.commit() == null) {
            return new Aftermath(false, landing.note());
        }
        String to = Values.first(landing.file(), landing.after(), landing.values());
        String back = request.env() + " is back at " + to + " (commit " + Commits.abbreviate(landing.commit()) + ").";
        return new Aftermath(true, bans ? back + quarantined(wait) : back);
    }

    /** A version that could not be banned is no reason to leave it running. */
    private String banned(GitOpsRepository repository, WayBack way, PromotionWait wait, String why)
            throws InterruptedException {
        try {
            boolean banned =
                    new BanAtOnce(context).write(wait.request(), repository, way, provenance(wait.request(), why));
            return banned ? quarantined(wait) : "";
        } catch (DeliveryException e) {
            return " " + wait.version() + " could not be put into quarantine (" + e.getMessage()
                    + "): do that with the step quarantine.";
        }
    }

    private static String quarantined(PromotionWait wait) {
        return " " + wait.version() + " is in quarantine: it is promoted nowhere until that is lifted.";
    }

    /** That the promotion failed and stays is worth a line in the ledger, and no reason to hide how it failed. */
    private void note(GitOpsRepository repository, PromotionWait wait, String why, String banned)
            throws InterruptedException {
        try {
            writer(wait.request())
                    .write(
                            modeOf(wait.request()).written(repository),
                            new RollbackNote(
                                    LedgerAction.FAIL,
                                    RollbackIntent.undoing(wait),
                                    banned,
                                    provenance(wait.request(), why)),
                            context.clock().instant().plus(PATIENCE));
        } catch (DeliveryException e) {
            context.log().warn("That " + wait.subject() + " failed is not in the ledger: " + e.getMessage());
        }
    }

    private static PromotionMode modeOf(ArgoTarget request) {
        return request instanceof ProposalTarget target ? target.mode() : PromotionMode.PUSH;
    }

    private GitOpsWriter writer(ArgoTarget request) {
        return new GitOpsWriter(context).signedBy(request.signingCredentialsId());
    }

    private PromotionIntent.Provenance provenance(ArgoTarget request, String why) {
        return new PromotionIntent.Provenance(
                RunName.of(request, context), null, context.redactor().redact(why), PromotionIntent.Proof.NONE);
    }

    private static String call(PromotionWait wait) {
        return ArgoRollback.STEP + " env: '" + wait.request().env() + "', service: '"
                + wait.request().service() + "', promotion: '" + wait.commit() + "'";
    }
}
