package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import java.util.List;
import java.util.Optional;

/**
 * Clears away the pull requests of earlier runs whose target contains by now what they were opened for. Housekeeping: what goes wrong
 * here is told and never fails the step.
 */
final class SettledPullRequests {

    private final GitFlowFinishRequest request;
    private final FlowRepository repository;
    private final PullRequests.Opener forges;
    private final EngineContext context;

    SettledPullRequests(
            GitFlowFinishRequest request,
            FlowRepository repository,
            PullRequests.Opener forges,
            EngineContext context) {
        this.request = request;
        this.repository = repository;
        this.forges = forges;
        this.context = context;
    }

    /** @param target a branch that contains main */
    void clear(FinishPlan plan, BackMerge target) throws InterruptedException {
        String end = "-to-" + target.branch().replace('/', '-');
        for (String head : plan.tips().keySet().stream().sorted().toList()) {
            if (head.startsWith("merge/") && head.endsWith(end)) {
                if (repository.contains(target.after(), plan.tips().get(head))) {
                    settle(head, plan.tips().get(head), target.branch());
                } else {
                    context.log()
                            .warn(head + " has commits that " + target.branch() + " lacks, although " + target.branch()
                                    + " contains " + plan.mainName() + " now; look whether it is still wanted.");
                }
            }
        }
    }

    private void settle(String head, String tip, String target) throws InterruptedException {
        try {
            Optional<ForgeAddress> address = ForgeAddress.of(
                    request.forge(), repository.remoteUrl(), request.forgeUrl(), request.forgeProject());
            if (address.isPresent()) {
                PullRequests pulls = forges.open(address.get(), request.forgeCredentials(), context);
                Optional<PullRequest> open = pulls.find(head, target);
                if (open.isPresent()) {
                    pulls.comment(open.get(), "The target contains all of this now, so it is closed.");
                    pulls.close(open.get());
                    context.log().info("Closed pull request " + open.get().url() + ": " + target + " contains it all.");
                }
            }
            PushReport report = repository.push(List.of(RefChange.deletedBranch(head, tip)), false);
            if (report.outcome() == PushReport.Outcome.DONE) {
                context.log().info("Deleted " + head + ": " + target + " contains it.");
            }
        } catch (DeliveryException e) {
            context.log().warn("The settled branch " + head + " is still there: " + e.getMessage());
        }
    }
}
