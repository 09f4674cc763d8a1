package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import io.jenkins.plugins.delivery.engine.forge.PullComment;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes, renews, merges and closes the pull request of one promotion, in Git and at the site together. */
final class ProposalDesk {

    /** A branch of ours that somebody else has moved is looked at again instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final Forge.Opener forges;
    private final EngineContext context;

    ProposalDesk(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            Forge.Opener forges,
            EngineContext context) {
        this.repositories = repositories;
        this.sources = sources;
        this.forges = forges;
        this.context = context;
    }

    /**
     * Opens the pull request, or finds it open; of a change that is not needed the wait goes on without one.
     *
     * @param why for people; null when nobody said
     */
    PromotionWait propose(
            ProposalTarget request, Proposed proposed, GitOpsRepository repository, String why, Instant now)
            throws InterruptedException {
        if (RunName.of(request, context) == null) {
            throw new InvalidInputException(
                    request.step(), List.of("run is required with mode: pr: it tells whose the pull request is"));
        }
        Forge forge = ProposalForge.open(forges, request, context);
        ProposalText.Mark mark = proposed.mark();
        OtherProposals others = new OtherProposals(forge.pulls(), history(request), context);
        Proposal proposal = new Proposal(repository, mark.branch(), null);
        GitOpsChange.Landing landing = writer(request).write(proposal, proposed.change(), now.plus(request.timeout()));
        // Here and below before a text is cut, which could leave the half of a secret that nothing knows any more.
        String diff = context.redactor().redact(repository.diff(landing.file(), landing.before(), landing.after()));
        if (proposal.proposed().isEmpty()) {
            return PromotionWait.begin(request, landing, diff, now);
        }
        Optional<PullRequest> newer = others.newer(request.branch(), mark);
        if (newer.isPresent()) {
            repository.withdraw(mark.branch());
            context.log().info("The open pull request " + newer.get().url() + " was built from a newer commit.");
            return PromotionWait.begin(request, MergedProposal.as(landing, PromotionState.SUPERSEDED, null), diff, now);
        }
        String reason = context.redactor().redact(why);
        PullRequestDraft draft = ProposalText.draft(request, proposed, diff, RunName.of(request, context), reason);
        Optional<PullRequest> known = forge.pulls().find(mark.branch(), request.branch());
        PullRequest pull = known.isPresent()
                ? forge.pulls().update(known.get(), draft)
                : forge.pulls().open(draft);
        context.log()
                .info(request.service() + " in " + request.env() + ": pull request " + pull.url()
                        + (known.isPresent() ? " is open already." : " is open."));
        others.closeOlder(request.branch(), mark, pull, repository);
        String head = proposal.proposed().orElseThrow();
        PromotionWait wait = PromotionWait.begin(
                        request, MergedProposal.as(landing, PromotionState.PROPOSED, null), diff, now)
                .until(now.plus(request.mergeTimeout()))
                .with("pull", pull.number())
                .with("pullUrl", pull.url())
                .with("pullBranch", mark.branch())
                .with("head", head)
                .with("message", proposal.message());
        return request.autoMerge() ? wait.with("asked", merge(wait).isEmpty() ? true : null) : wait;
    }

    /** Why the version must not be promoted any more, when it was banned since it was proposed. */
    Optional<TerminalException> banned(PromotionWait wait) {
        return wait.request() instanceof ArgoPromoteRequest request
                ? new Admission(repositories).banned(request, context)
                : Optional.empty();
    }

    MergeLook look(PromotionWait wait) throws InterruptedException {
        return forge(wait).merges().look(pull(wait));
    }

    /** Asks the site to merge; why it does not, or empty. */
    Optional<String> merge(PromotionWait wait) throws InterruptedException {
        return forge(wait)
                .merges()
                .mergeWhenAllowed(
                        pull(wait), wait.ticket().text("head"), wait.ticket().text("message"));
    }

    /** Reminds people of it, in a comment that its site tells them of. */
    void remind(PromotionWait wait, String text) throws InterruptedException {
        forge(wait).pulls().comment(pull(wait), context.redactor().redact(text));
    }

    /** Whether a newer promotion closed it, and said so in it. */
    boolean wasSuperseded(PromotionWait wait) throws InterruptedException {
        return forge(wait).pulls().comments(pull(wait)).stream()
                .map(PullComment::text)
                .anyMatch(ProposalText::saysSuperseded);
    }

    /**
     * A pull request after its base has moved on.
     *
     * @param then how the wait goes on
     * @param needless how the promotion ended, when the newest base needs it no more
     */
    record Renewal(PromotionWait then, Optional<PromotionState> needless) {}

    /** Works the intent out again on the newest base and puts that into the same pull request. */
    Renewal renew(PromotionWait wait, Instant now) throws InterruptedException {
        ProposalTarget request = (ProposalTarget) wait.request();
        Proposed proposed = Proposed.of(wait, sources, context);
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            Proposal proposal = new Proposal(
                    repository, wait.ticket().text("pullBranch"), wait.ticket().text("head"));
            GitOpsChange.Landing landing = writer(request).write(proposal, proposed.change(), now.plus(PATIENCE));
            String diff = repository.diff(landing.file(), landing.before(), landing.after());
            if (proposal.proposed().isEmpty()) {
                String why = landing.note().isEmpty() ? "The branch has these values already." : landing.note();
                close(wait, why);
                context.log().info(why);
                return new Renewal(wait.landed(landing, diff), Optional.of(landing.state()));
            }
            context.log().info("Pull request " + wait.ticket().text("pullUrl") + " was made anew on the newest base.");
            return new Renewal(
                    wait.landed(MergedProposal.as(landing, PromotionState.PROPOSED, null), diff)
                            .with("head", proposal.proposed().orElseThrow())
                            .with("message", proposal.message())
                            .with("asked", null),
                    Optional.empty());
        }
    }

    /** The wait for what a merge has brought into the branch; empty while that is not to be seen. */
    Optional<PromotionWait> landed(PromotionWait wait, MergeLook look, Instant now) throws InterruptedException {
        return new MergedProposal(repositories, sources, context)
                .landed(wait, look, forge(wait).pulls(), now);
    }

    /** Closes the pull request unless it was merged, says why in it, and takes its branch away. */
    MergeLook close(PromotionWait wait, String why) throws InterruptedException {
        Forge forge = forge(wait);
        PullRequest pull = pull(wait);
        try {
            forge.pulls().close(pull);
        } catch (TerminalException e) {
            // One that was merged in the meantime cannot be closed; what it is, is looked at below.
            context.log().info("The pull request could not be closed: " + e.getMessage());
        }
        MergeLook look = forge.merges().look(pull);
        if (look.state() == MergeLook.State.OPEN) {
            throw new RetryableException("It is still open.", "", null);
        }
        if (look.state() == MergeLook.State.CLOSED) {
            forge.pulls().comment(pull, ProposalText.givenUp(context.redactor().redact(why)));
            try (GitOpsRepository repository = repositories.open(wait.request().address(), context)) {
                new MergedProposal(repositories, sources, context).withdraw(repository, wait);
            }
        }
        return look;
    }

    private Forge forge(PromotionWait wait) {
        return ProposalForge.open(forges, (ProposalTarget) wait.request(), context);
    }

    private static PullRequest pull(PromotionWait wait) {
        long number = ((Number) wait.ticket().state().get("pull")).longValue();
        return new PullRequest(number, wait.ticket().text("pullUrl"), "", "", List.of());
    }

    private SourceHistory history(ArgoTarget request) {
        return sources.open(request.source(), request.sourceCredentialsId(), context);
    }

    private GitOpsWriter writer(ArgoTarget request) {
        return new GitOpsWriter(context).signedBy(request.signingCredentialsId());
    }
}
