package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;

/**
 * The step {@code deliveryRecord}: writes a decision that leads to no promotion into the history of the GitOps repository, as a commit
 * without files; once for each run. What was approved and promoted stands in the promotion's own commit.
 */
public final class DeliveryRecord implements Operation<DeliveryRecordRequest, DeliveryRecordResult> {

    private final GitOpsRepository.Opener repositories;

    public DeliveryRecord(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    @Override
    public DeliveryRecordResult run(DeliveryRecordRequest request, EngineContext context) throws InterruptedException {
        String run = request.run() == null ? context.environment().get("BUILD_URL") : request.run();
        LedgerEntry entry = LedgerEntry.of(decided(request).action(), request.service(), request.env())
                .with(Trailers.VERSION, request.version())
                .with(Trailers.DIGEST, request.digest())
                .with(Trailers.SOURCE_COMMIT, request.commit())
                .with(Trailers.EVIDENCE, request.evidence())
                .with(Trailers.RUN, run)
                .with(Trailers.APPROVER, request.approver())
                .with(Trailers.REASON, context.redactor().redact(request.reason()));
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        String commit = new LedgerWriter(repositories, context)
                .write(address, request.mode(), entry, request.signingCredentialsId())
                .orElse(null);
        context.log()
                .info(
                        commit == null
                                ? "Dry run: '" + entry.subject() + "' would be written."
                                : "'" + entry.subject() + "' is in Git (commit " + Commits.abbreviate(commit) + ").");
        return new DeliveryRecordResult(entry, commit);
    }

    /** A plan can say that something was left out; who knows of a person behind that adds the person. */
    private static RecordedAction decided(DeliveryRecordRequest request) {
        return request.action() == RecordedAction.SKIP && request.approver() != null
                ? RecordedAction.REJECT
                : request.action();
    }
}
