package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the GitOps repository what a revision is that Argo CD reports. In a repository that many services share it usually is
 * somebody else's later commit (argoproj/argo-cd#16601), so equality with the promoted commit is not the question.
 */
final class RevisionCheck {

    /** Jenkins' run addresses end with the number of the build. */
    private static final Pattern RUN_NUMBER = Pattern.compile("/(\\d+)/?$");

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

    /** @param revision a commit of the GitOps repository's branch, as far as Argo CD knows */
    Answer ask(PromotionWait wait, String revision) {
        ArgoTarget request = wait.request();
        GitOpsAddress address = request.address();
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
                    : new Answer(RevisionFact.SUPERSEDED, successor(repository, wait));
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

    private static String successor(GitOpsRepository repository, PromotionWait wait) {
        ArgoTarget request = wait.request();
        return new PromotionLedger(repository)
                .current(request.service(), request.env())
                // After an edit by hand the last promotion is still this one.
                .filter(record -> !record.id().equals(wait.commit()))
                .map(RevisionCheck::brief)
                .orElse("a later commit");
    }

    /** For sentences: {@code 1.4.2 from run 88 (https://ci.example/job/payments/88/)}. */
    private static String brief(PromotionRecord record) {
        String run = record.run();
        if (run == null) {
            return record.version() + " (commit " + Commits.abbreviate(record.id()) + ")";
        }
        Matcher number = RUN_NUMBER.matcher(run);
        return record.version() + " from run "
                + (number.find() ? number.group(1) + " (" + run + ")" : run.replaceFirst("^run ", ""));
    }
}
