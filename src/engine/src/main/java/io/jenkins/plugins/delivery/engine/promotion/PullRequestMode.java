package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A promotion by pull request: proposed, waited for until it is merged, and from then on like one that was pushed. The wait says what
 * keeps the pull request from being merged; one that is outdated is made anew on the newest base, in the same pull request.
 */
final class PullRequestMode {

    private static final Duration SOON = Duration.ofSeconds(5);
    /** Sites allow some thousand requests an hour, and a look takes up to six. */
    private static final Duration LATER = Duration.ofSeconds(20);

    private static final Duration EAGER = Duration.ofMinutes(2);

    /** What is known only once the pull request is there, and forgotten when it is merged. */
    private static final List<String> OWN = List.of("head", "asked", "message", Reminders.SENT);

    private final ProposalDesk desk;
    private final EngineContext context;

    PullRequestMode(ProposalDesk desk, EngineContext context) {
        this.desk = desk;
        this.context = context;
    }

    static boolean isWaiting(PromotionWait wait) {
        return wait.landed() == PromotionState.PROPOSED;
    }

    /** Proposes the change; of one that is not needed, or merged already, the wait goes on without a pull request. */
    PromotionWait start(ProposalTarget request, Proposed proposed, GitOpsRepository repository)
            throws InterruptedException {
        return desk.propose(
                request, proposed, repository, request.reason(), context.clock().instant());
    }

    /** One look; the wait goes on for Argo CD once it is merged. */
    Progress<ArgoPromoteResult> look(PromotionWait wait) throws InterruptedException {
        Instant now = context.clock().instant();
        MergeLook look = desk.look(wait);
        switch (look.state()) {
            case MERGED:
                return merged(wait, look, now);
            case CLOSED:
                if (desk.wasSuperseded(wait)) {
                    context.log().info(wait.subject() + " was superseded by a newer promotion.");
                    return Progress.done(wait.result(PromotionState.SUPERSEDED, ArgoPromoteResult.Seen.NOTHING, now));
                }
                boolean back = wait.request().goesBack();
                throw new TerminalException(
                        wait.subject() + " was not " + (back ? "put back" : "promoted") + ": its pull request "
                                + url(wait) + " was closed without being merged.",
                        wait.request().env() + " still has " + before(wait) + ". " + (back ? "Go back" : "Promote it")
                                + " again, or reopen it first; a branch that was deleted has to be restored before.");
            default:
                Optional<TerminalException> banned = desk.banned(wait);
                return banned.isPresent() ? refused(wait, banned.get(), now) : open(wait, look, now);
        }
    }

    /** The version was banned while the pull request waited: it must not be merged any more. */
    private Progress<ArgoPromoteResult> refused(PromotionWait wait, TerminalException why, Instant now)
            throws InterruptedException {
        MergeLook look = desk.close(wait, why.getMessage());
        if (look.state() == MergeLook.State.MERGED) {
            return merged(wait, look, now);
        }
        throw new TerminalException(
                wait.subject() + " was not promoted, and its pull request " + url(wait) + " was closed: "
                        + why.getMessage(),
                "");
    }

    private Progress<ArgoPromoteResult> merged(PromotionWait wait, MergeLook look, Instant now)
            throws InterruptedException {
        Optional<PromotionWait> landed = desk.landed(wait, look, now);
        if (landed.isEmpty()) {
            return waiting(
                    wait, "was merged as " + Commits.abbreviate(look.commit()) + ", which is not to be seen yet", now);
        }
        PromotionWait next = landed.get();
        for (String key : OWN) {
            next = next.with(key, null);
        }
        context.log()
                .info("Pull request " + url(wait) + " was merged (commit " + Commits.abbreviate(next.expected())
                        + ").");
        return Progress.waiting(
                next.ticket(),
                wait.request().service() + " in " + wait.request().env() + ": merged",
                Duration.ofSeconds(1));
    }

    private Progress<ArgoPromoteResult> open(PromotionWait before, MergeLook look, Instant now)
            throws InterruptedException {
        PromotionWait wait = before;
        if (!look.head().isEmpty() && !look.head().equals(wait.ticket().text("head"))) {
            return waiting(wait, "has commits of somebody else, so it is left to people: " + reasons(look), now);
        }
        if (look.outdated()) {
            ProposalDesk.Renewal renewal = desk.renew(wait, now);
            Optional<PromotionState> needless = renewal.needless();
            if (needless.isPresent()) {
                return Progress.done(renewal.then().result(needless.get(), ArgoPromoteResult.Seen.NOTHING, now));
            }
            wait = renewal.then();
        }
        String words = reasons(look);
        if (((ProposalTarget) wait.request()).autoMerge() && (!wait.is("asked") || look.ready())) {
            Optional<String> refused = desk.merge(wait);
            wait = wait.with("asked", refused.isEmpty() ? true : null);
            words = look.ready() && refused.isPresent() ? refused.get() : words;
        }
        return waiting(new Reminders(desk, context).of(wait, words, now), words, now);
    }

    private static String reasons(MergeLook look) {
        return look.ready() ? "nothing is missing, it waits to be merged" : String.join("; ", look.blocks());
    }

    private Progress<ArgoPromoteResult> waiting(PromotionWait wait, String words, Instant now) {
        Duration passed = Duration.between(wait.ticket().startedAt(), now);
        Duration whole =
                Duration.between(wait.ticket().startedAt(), wait.ticket().deadline());
        return Progress.waiting(
                wait.ticket(),
                wait.request().service() + " in " + wait.request().env() + ": pull request " + url(wait) + ": " + words
                        + " (" + Durations.text(passed.truncatedTo(ChronoUnit.SECONDS)) + " of " + Durations.text(whole)
                        + ")",
                passed.compareTo(EAGER) < 0 ? SOON : LATER);
    }

    /**
     * Gives the pull request up: closes it and says so in it.
     *
     * @return what is true now; or the wait for Argo CD when it was merged in the very moment
     */
    Ended cancel(PromotionWait wait, String reason) {
        try {
            MergeLook look = desk.close(wait, reason);
            if (look.state() == MergeLook.State.MERGED) {
                Optional<PromotionWait> landed =
                        desk.landed(wait, look, context.clock().instant());
                return new Ended("It was merged before it could be closed.", landed);
            }
            return new Ended(
                    "The pull request " + url(wait) + " was closed; "
                            + wait.request().env() + " still has " + before(wait) + ".",
                    Optional.empty());
        } catch (TerminalException | RetryableException e) {
            return new Ended(
                    "The pull request " + url(wait) + " could not be closed (" + e.getMessage()
                            + "): close it by hand, " + "or it may still be merged.",
                    Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(
                    "Closing the pull request " + url(wait) + " was interrupted: close it by hand.", Optional.empty());
        }
    }

    /**
     * How giving up ended.
     *
     * @param sentence what is true now
     * @param merged the wait for Argo CD when it was merged after all
     */
    record Ended(String sentence, Optional<PromotionWait> merged) {}

    private static String url(PromotionWait wait) {
        return wait.ticket().text("pullUrl");
    }

    private static String before(PromotionWait wait) {
        String from = wait.ticket().text("from");
        return from == null ? "what it had" : from;
    }
}
