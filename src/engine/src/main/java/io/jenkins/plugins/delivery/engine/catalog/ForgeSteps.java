package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.forge.CommitStatus;
import io.jenkins.plugins.delivery.engine.forge.CommitStatusRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestComment;
import io.jenkins.plugins.delivery.engine.forge.PullRequestCommentRequest;
import io.jenkins.plugins.delivery.engine.forge.ReviewCheck;
import io.jenkins.plugins.delivery.engine.forge.ReviewCheckRequest;
import java.util.List;

/** The steps that talk to the site of a service's repository about a commit. */
final class ForgeSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "commitStatus",
                    "Says at GitHub or GitLab what the delivery thinks of a commit: pending, success, failure or error.",
                    CommitStatusRequest.class,
                    () -> new CommitStatus(Forges::statuses)),
            new OperationDescriptor<>(
                    "reviewCheck",
                    "Refuses what was merged without an approved review, and a branch that is not protected as asked.",
                    ReviewCheckRequest.class,
                    () -> new ReviewCheck(Forges::reviews)),
            new OperationDescriptor<>(
                    "pullRequestComment",
                    "Tells the merged pull request of a commit what became of it, in one comment that is edited; never"
                            + " fails the delivery.",
                    PullRequestCommentRequest.class,
                    () -> new PullRequestComment(Forges::pullRequests)));

    private ForgeSteps() {}
}
