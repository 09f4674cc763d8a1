package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.util.Optional;

/**
 * The step {@code promotedVersion}: what was promoted last to an environment, read from the history of the GitOps repository. It
 * changes nothing. A repository that does not answer now is told in the result and is no failure, because who asks wants to compare;
 * one that refuses the credentials is.
 */
public final class PromotedVersion implements Operation<PromotedVersionRequest, PromotedVersionResult> {

    private final GitOpsRepository.Opener repositories;

    public PromotedVersion(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    @Override
    public PromotedVersionResult run(PromotedVersionRequest request, EngineContext context) {
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
            repository.fetch();
            Optional<PromotionRecord> promotion =
                    new PromotionLedger(repository).current(request.service(), request.env());
            context.log()
                    .info(promotion
                            .map(found -> "Promoted last: " + found + ".")
                            .orElse("Nothing of " + request.service() + " was promoted to " + request.env()
                                    + " yet, as far as the newest " + PromotionLedger.HORIZON + " commits tell."));
            return new PromotedVersionResult(promotion.orElse(null), null);
        } catch (RetryableException e) {
            String problem = "What runs in " + request.env() + " now is not known: " + e.getMessage();
            context.log().warn(problem);
            return new PromotedVersionResult(null, problem);
        }
    }
}
