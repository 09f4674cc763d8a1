package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;

/**
 * Asks the GitOps repository what a revision is that Argo CD reports. In a repository that many services share it usually is
 * somebody else's later commit (argoproj/argo-cd#16601), so equality with the promoted commit is not the question.
 */
final class RevisionCheck {

    private final GitOpsRepository.Opener repositories;
    private final EngineContext context;

    RevisionCheck(GitOpsRepository.Opener repositories, EngineContext context) {
        this.repositories = repositories;
        this.context = context;
    }

    /**
     * @param fact what the revision is
     * @param note who replaced the values, for a superseded revision; else empty
     */
    record Answer(RevisionFact fact, String note) {}

    /**
     * @param ofBranch whether the revision comes from the GitOps repository at all; another repository's commits are not looked for
     */
    Answer ask(PromotionWait wait, String revision, boolean ofBranch) {
        ArgoPromoteRequest request = wait.request();
        if (revision.equals(wait.expected()) || revision.equals(request.chartVersion())) {
            return new Answer(RevisionFact.CONTAINS, "");
        }
        if (!ofBranch || !revision.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            return new Answer(RevisionFact.UNKNOWN, "");
        }
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
            repository.fetch();
            if (repository.relation(revision, wait.expected()) == Ancestry.YES) {
                return new Answer(RevisionFact.BEFORE, "");
            }
            if (repository.relation(wait.expected(), revision) != Ancestry.YES) {
                return new Answer(RevisionFact.UNKNOWN, "");
            }
            return stands(repository, wait, revision)
                    ? new Answer(RevisionFact.CONTAINS, "")
                    : new Answer(RevisionFact.SUPERSEDED, successor(repository, request));
        }
    }

    private static boolean stands(GitOpsRepository repository, PromotionWait wait, String revision) {
        try {
            return Values.stand(wait.file(), repository.read(revision, wait.file()), wait.values());
        } catch (NotFoundException e) {
            // A later commit removed the file, and the value with it.
            return false;
        }
    }

    private static String successor(GitOpsRepository repository, ArgoPromoteRequest request) {
        return new PromotionLedger(repository)
                .current(request.service(), request.env())
                .map(PromotionRecord::toString)
                .orElse("a later commit");
    }
}
