package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.layout.GitOpsFile;
import io.jenkins.plugins.delivery.engine.layout.Layout;
import io.jenkins.plugins.delivery.engine.layout.Wanted;
import java.util.List;
import java.util.Map;

/**
 * The step {@code approvalEvidence}: what a person should know before saying yes to a promotion. It reads the GitOps repository and
 * changes nothing. A repository that does not answer is told in the text and stops nobody from deciding; the promotion itself will be
 * strict about it.
 */
public final class ApprovalEvidence implements Operation<ApprovalEvidenceRequest, ApprovalEvidenceResult> {

    private static final String DEFAULT_BRANCH = "main";

    private final GitOpsRepository.Opener repositories;

    public ApprovalEvidence(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    @Override
    public ApprovalEvidenceResult run(ApprovalEvidenceRequest request, EngineContext context) {
        ApprovalEvidenceResult.State state = state(request, context);
        if (state.problem() != null) {
            context.log().warn(state.problem());
        }
        return new ApprovalEvidenceResult(
                request, state, context.redactor().redact(new ApprovalText(request, state).text()));
    }

    private ApprovalEvidenceResult.State state(ApprovalEvidenceRequest request, EngineContext context) {
        if (request.gitops() == null) {
            return ApprovalEvidenceResult.State.UNKNOWN;
        }
        String branch = request.branch() == null ? DEFAULT_BRANCH : request.branch();
        GitOpsAddress address = new GitOpsAddress(request.gitops(), branch, request.credentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
            repository.fetch();
            return new ApprovalEvidenceResult.State(standing(request, repository), earlier(request, repository), null);
        } catch (DeliveryException e) {
            return new ApprovalEvidenceResult.State(
                    null, null, "What runs in " + request.env() + " now is not known: " + e.getMessage());
        }
    }

    /** The value at the first path; null when the file or the value is not there yet. */
    private static String standing(ApprovalEvidenceRequest request, GitOpsRepository repository) {
        Map<String, String> variables = PromoteChecks.variables(
                request.env(),
                request.service(),
                request.version(),
                request.chartVersion(),
                request.digest(),
                request.commit());
        String file = Template.expand(request.file(), variables);
        List<String> paths = request.set().keySet().stream()
                .map(path -> Template.expand(path, variables))
                .toList();
        try {
            String text = repository.read(repository.tip(), file);
            if (paths.equals(List.of(GitOpsFile.IMAGE_TAG))) {
                Wanted.Subject subject = new Wanted.Subject(request.service(), request.env(), request.service(), null);
                Wanted wanted = new Wanted(
                        subject, request.version(), request.digest(), request.chartVersion(), request.commit());
                paths = List.copyOf(
                        new GitOpsFile(file, text).values(Layout.AUTO, wanted).keySet());
            }
            return Values.at(file, text, paths).values().stream()
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse(null);
        } catch (NotFoundException e) {
            return null;
        }
    }

    private static String earlier(ApprovalEvidenceRequest request, GitOpsRepository repository) {
        if (request.after() == null) {
            return null;
        }
        return new PromotionLedger(repository)
                .current(request.service(), request.after())
                .map(promotion -> promotion.version() + comparison(request.digest(), promotion.digest()))
                .orElse("nothing promoted");
    }

    private static String comparison(String mine, String theirs) {
        if (mine == null || theirs == null) {
            return "";
        }
        return mine.equals(theirs) ? ", the same image" : ", another image";
    }
}
