package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.engine.chart.HelmPackageRequest;
import io.jenkins.plugins.delivery.engine.chart.HelmPackager;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import io.jenkins.plugins.delivery.engine.flow.DeliveryCheck;
import io.jenkins.plugins.delivery.engine.flow.DeliveryCheckRequest;
import io.jenkins.plugins.delivery.engine.flow.DeliveryPlanRequest;
import io.jenkins.plugins.delivery.engine.flow.DeliveryPlanning;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.engine.gate.E2eGate;
import io.jenkins.plugins.delivery.engine.gate.E2eGateRequest;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinishRequest;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinisher;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowStartRequest;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowStarter;
import io.jenkins.plugins.delivery.engine.gitflow.jgit.JGitFlowRepository;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.EcrScan;
import io.jenkins.plugins.delivery.engine.image.EcrScanRequest;
import io.jenkins.plugins.delivery.engine.image.ImagePushRequest;
import io.jenkins.plugins.delivery.engine.image.ImagePusher;
import io.jenkins.plugins.delivery.engine.image.ImageTags;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageTags;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.engine.notify.SlackNotify;
import io.jenkins.plugins.delivery.engine.notify.SlackNotifyRequest;
import io.jenkins.plugins.delivery.engine.notify.slack.SlackNotifier;
import io.jenkins.plugins.delivery.engine.promotion.ApprovalEvidence;
import io.jenkins.plugins.delivery.engine.promotion.ApprovalEvidenceRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoter;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import io.jenkins.plugins.delivery.engine.version.SemverTagger;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import io.jenkins.plugins.delivery.engine.version.VersionRecorder;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitHistorySource;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitSourceFiles;
import io.jenkins.plugins.delivery.engine.version.jgit.RecordsSource;
import java.util.List;
import java.util.Optional;

/** Every step of the product, in the order of a delivery. The plugin, the runner and the step table are compared with it. */
public final class OperationCatalog {

    /** One for the process, so that all waits on one Argo CD share their requests. */
    private static final ArgoClient.Opener ARGO = new SharedArgo();

    private static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "deliveryCheck",
                    "Refuses a wrong configuration, library or agent before anything is done, and says how to take the"
                            + " agent.",
                    DeliveryCheckRequest.class,
                    DeliveryCheck::new),
            new OperationDescriptor<>(
                    "deliveryPlan",
                    "Says what the build of this commit will do: stages, version, files, approvals, messages.",
                    DeliveryPlanRequest.class,
                    () -> new DeliveryPlanning(semverTagger(), new JGitSourceFiles())),
            new OperationDescriptor<>(
                    "semverTag",
                    "Finds the version of the checked-out commit and, when asked, reserves it with a tag.",
                    SemverTagRequest.class,
                    OperationCatalog::semverTagger),
            new OperationDescriptor<>(
                    "versionRecord",
                    "Notes beside a reserved version's tag that it was built, as which image, or given up; or reads it.",
                    VersionRecordRequest.class,
                    () -> new VersionRecorder(RecordsSource::open)),
            new OperationDescriptor<>(
                    "imagePush",
                    "Pushes a built image, or finds the one of an equal source tree, and names it by version and"
                            + " commit.",
                    ImagePushRequest.class,
                    () -> new ImagePusher(HttpRegistry::open)),
            new OperationDescriptor<>(
                    "ecrScan",
                    "Waits for the vulnerability findings of an image in ECR and decides by policy and allow list.",
                    EcrScanRequest.class,
                    () -> new EcrScan(EcrImageScanner::open)),
            new OperationDescriptor<>(
                    "helmPackage",
                    "Packages one version of a Helm chart, checks it for every environment and pushes it to a"
                            + " registry.",
                    HelmPackageRequest.class,
                    () -> new HelmPackager(ForkedHelm.sessions(), HttpRegistry::open)),
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
                    () -> new ArgoPromoter(JGitGitOpsRepository::open, JGitSourceHistory::open, ARGO)),
            new OperationDescriptor<>(
                    "e2eGate",
                    "Waits until an environment answers, then decides by URL checks and JUnit reports.",
                    E2eGateRequest.class,
                    E2eGate::new),
            new OperationDescriptor<>(
                    "slackNotify",
                    "Posts or edits a message in Slack; never fails the delivery.",
                    SlackNotifyRequest.class,
                    () -> new SlackNotify(new SlackNotifier())),
            new OperationDescriptor<>(
                    "gitFlowStart",
                    "Starts a release from develop or a hotfix from main, after checking that nothing is in the way.",
                    GitFlowStartRequest.class,
                    () -> new GitFlowStarter(JGitFlowRepository::open)),
            new OperationDescriptor<>(
                    "gitFlowFinish",
                    "Merges a release or hotfix to main, tags it and merges it back to develop and open releases; a"
                            + " conflict becomes a pull request.",
                    GitFlowFinishRequest.class,
                    () -> new GitFlowFinisher(JGitFlowRepository::open, OperationCatalog::pullRequests)));

    private OperationCatalog() {}

    private static SemverTagger semverTagger() {
        return new SemverTagger(new JGitHistorySource(), OperationCatalog::imageTags);
    }

    private static PullRequests pullRequests(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? GitLabMergeRequests.open(address, credentialsId, context)
                : GitHubPullRequests.open(address, credentialsId, context);
    }

    private static ImageTags imageTags(SemverTagRequest request, EngineContext context) {
        // credentialsId of semverTag is for Git.
        EcrAccount account = new EcrAccount(
                request.region(),
                request.registryId(),
                request.endpoint(),
                Optional.ofNullable(request.ecrCredentialsId()).map(context::credential),
                request.roleArn());
        return new EcrImageTags(account, request.repository());
    }

    public static List<OperationDescriptor<?, ?>> all() {
        return ALL;
    }

    /** @throws InvalidInputException when there is no such step; names the nearest */
    public static OperationDescriptor<?, ?> named(String name) {
        List<String> names = ALL.stream().map(OperationDescriptor::name).toList();
        return ALL.stream()
                .filter(descriptor -> descriptor.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("The step", List.of(NearestName.unknownKey("", name, names))));
    }
}
