package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.engine.notify.SlackNotify;
import io.jenkins.plugins.delivery.engine.notify.SlackNotifyRequest;
import io.jenkins.plugins.delivery.engine.notify.slack.SlackNotifier;
import io.jenkins.plugins.delivery.engine.promotion.ApprovalEvidence;
import io.jenkins.plugins.delivery.engine.promotion.ApprovalEvidenceRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoter;
import io.jenkins.plugins.delivery.engine.promotion.ArgoRollback;
import io.jenkins.plugins.delivery.engine.promotion.ArgoRollbackRequest;
import io.jenkins.plugins.delivery.engine.promotion.PromotedVersion;
import io.jenkins.plugins.delivery.engine.promotion.PromotedVersionRequest;
import io.jenkins.plugins.delivery.engine.promotion.QuarantineControl;
import io.jenkins.plugins.delivery.engine.promotion.QuarantineRequest;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import java.util.List;

/** The steps that bring a version to an environment and tell of it. */
final class PromotionSteps {

    /** One for the process, so that all waits on one Argo CD share their requests. */
    private static final ArgoClient.Opener ARGO = new SharedArgo();

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "promotedVersion",
                    "Reads from the GitOps repository what was promoted last to an environment: version, digest, run.",
                    PromotedVersionRequest.class,
                    () -> new PromotedVersion(JGitGitOpsRepository::open)),
            new OperationDescriptor<>(
                    "approvalEvidence",
                    "Says what a person should know before approving a promotion: from, to, changes, gates.",
                    ApprovalEvidenceRequest.class,
                    () -> new ApprovalEvidence(JGitGitOpsRepository::open)),
            new OperationDescriptor<>(
                    "argoPromote",
                    "Commits a version to the GitOps repository and waits until Argo CD runs it; puts the old one back"
                            + " if it fails.",
                    ArgoPromoteRequest.class,
                    () -> new ArgoPromoter(JGitGitOpsRepository::open, JGitSourceHistory::open, ARGO, Forges::forge)),
            new OperationDescriptor<>(
                    "argoRollback",
                    "Puts the last good version of an environment back, or writes down that a person decided otherwise.",
                    ArgoRollbackRequest.class,
                    () -> new ArgoRollback(JGitGitOpsRepository::open, JGitSourceHistory::open, ARGO, Forges::forge)),
            new OperationDescriptor<>(
                    "quarantine",
                    "Bans a version of a service from every environment, lifts that with a reason, or lists what is banned.",
                    QuarantineRequest.class,
                    () -> new QuarantineControl(JGitGitOpsRepository::open)),
            new OperationDescriptor<>(
                    "slackNotify",
                    "Posts or edits a message in Slack; never fails the delivery.",
                    SlackNotifyRequest.class,
                    () -> new SlackNotify(new SlackNotifier())));

    private PromotionSteps() {}
}
