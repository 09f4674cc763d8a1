package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code pullRequestComment}: tells a pull request what became of it, in one comment for each service and environment that is
 * edited from then on. Whatever is wrong at the site ends in the result and as a warning; the delivery goes on.
 */
public final class PullRequestComment implements Operation<PullRequestCommentRequest, PullRequestCommentResult> {

    private final PullRequests.Opener forges;

    public PullRequestComment(PullRequests.Opener forges) {
        this.forges = forges;
    }

    @Override
    public PullRequestCommentResult run(PullRequestCommentRequest request, EngineContext context)
            throws InterruptedException {
        try {
            return comment(request, context);
        } catch (DeliveryException e) {
            String problem = context.redactor().redact(e.getMessage());
            context.log().warn("The pull request was not told. " + problem + " The delivery goes on.");
            return PullRequestCommentResult.nobody(problem);
        }
    }

    private PullRequestCommentResult comment(PullRequestCommentRequest request, EngineContext context)
            throws InterruptedException {
        PullRequests pulls = forges.open(request.address(), request.forgeCredentialsId(), context);
        Integer number = number(request, context);
        Optional<PullRequest> pull = number != null ? pulls.get(number) : pulls.mergedWith(request.commit());
        if (pull.isEmpty()) {
            String none = number != null
                    ? "There is no pull request " + number + "."
                    : "No merged pull request brought in commit " + request.commit() + ".";
            context.log().info(none + " Nobody is told.");
            return PullRequestCommentResult.nobody(none);
        }
        String text = context.redactor().redact(CommentText.of(request, context.redactor()::redact));
        if (context.dryRun()) {
            context.log().info("Dry run: would tell " + pull.get().url() + ":\n" + text);
            return PullRequestCommentResult.planned(pull.get());
        }
        return tell(pulls, pull.get(), text, CommentText.marker(request), context);
    }

    /** What is checked is not merged yet, so its commit does not lead there; the build knows its pull request. */
    private static Integer number(PullRequestCommentRequest request, EngineContext context) {
        String change = context.environment().get("CHANGE_ID");
        boolean open = request.number() == null && request.event() == CommentEvent.CHECKED;
        return open && change != null && change.matches("\\d{1,9}") ? Integer.valueOf(change) : request.number();
    }

    private static PullRequestCommentResult tell(
            PullRequests pulls, PullRequest pull, String text, String marker, EngineContext context)
            throws InterruptedException {
        List<PullComment> own = pulls.comments(pull).stream()
                .filter(comment -> comment.text().startsWith(marker))
                .toList();
        for (PullComment comment : own) {
            if (CommentText.same(comment.text(), text)) {
                return PullRequestCommentResult.told(pull, comment.url(), false);
            }
            try {
                PullComment edited = pulls.edit(pull, comment, text);
                context.log().info("Edited the comment " + edited.url() + ".");
                return PullRequestCommentResult.told(pull, edited.url(), true);
            } catch (TerminalException e) {
                // Somebody else's, who copied ours, or one that was deleted meanwhile: the next may be ours.
                context.log().info("The comment " + comment.url() + " cannot be edited: " + e.getMessage());
            }
        }
        PullComment added = pulls.comment(pull, text);
        context.log().info("Commented on " + pull.url() + ".");
        return PullRequestCommentResult.told(pull, added.url(), true);
    }
}
