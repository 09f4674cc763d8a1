package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Other open pull requests that promote the same service to the same environment: there is at most one, the newest by ancestry. */
final class OtherProposals {

    private final PullRequests pulls;
    private final SourceHistory history;
    private final EngineContext context;

    OtherProposals(PullRequests pulls, SourceHistory history, EngineContext context) {
        this.pulls = pulls;
        this.history = history;
        this.context = context;
    }

    private record Other(PullRequest pull, ProposalText.Mark mark) {}

    /** One that was built from a newer commit than ours. */
    Optional<PullRequest> newer(String base, ProposalText.Mark mine) throws InterruptedException {
        return others(base, mine).stream()
                .filter(other -> isNewer(other.mark(), mine))
                .map(Other::pull)
                .findFirst();
    }

    /** Closes the others and says in them by what they are superseded; what cannot be closed is told and stays. */
    void closeOlder(String base, ProposalText.Mark mine, PullRequest own, GitOpsRepository repository)
            throws InterruptedException {
        for (Other other : others(base, mine)) {
            if (other.pull().number() != own.number()) {
                close(other, mine, own, repository);
            }
        }
    }

    /** Closes ways back from what a promotion has replaced by now. */
    void closeWaysBack(String base, ProposalText.Mark merged, PullRequest own, GitOpsRepository repository)
            throws InterruptedException {
        for (PullRequest pull : pulls.openInto(base)) {
            Optional<ProposalText.Mark> mark =
                    ProposalText.of(pull).filter(found -> found.back() && found.sameTarget(merged));
            if (mark.isPresent()) {
                close(new Other(pull, mark.get()), merged, own, repository);
            }
        }
    }

    private void close(Other other, ProposalText.Mark mine, PullRequest own, GitOpsRepository repository)
            throws InterruptedException {
        try {
            pulls.comment(other.pull(), ProposalText.superseded(own, mine));
            pulls.close(other.pull());
            repository.withdraw(other.mark().branch());
            context.log().info("Closed " + other.pull().url() + " as superseded.");
        } catch (TerminalException | RetryableException e) {
            context.log().warn("The older " + other.pull().url() + " could not be closed: " + e.getMessage());
        }
    }

    private List<Other> others(String base, ProposalText.Mark mine) throws InterruptedException {
        List<Other> others = new ArrayList<>();
        for (PullRequest pull : pulls.openInto(base)) {
            ProposalText.of(pull)
                    .filter(mark -> mark.sameTarget(mine) && !mark.intent().equals(mine.intent()))
                    .filter(mark -> !mark.back() && !mine.back())
                    .ifPresent(mark -> others.add(new Other(pull, mark)));
        }
        return others;
    }

    /** What cannot be decided does not count as newer, as for promotions that are pushed. */
    private boolean isNewer(ProposalText.Mark other, ProposalText.Mark mine) {
        return other.commit() != null
                && mine.commit() != null
                && other.commit().matches("[0-9a-f]{40}|[0-9a-f]{64}")
                && !other.commit().equals(mine.commit())
                && history.relation(mine.commit(), other.commit()) == Ancestry.YES;
    }
}
