package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsChange;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsWriter;
import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Writes deployments down as commits without files in the GitOps repository. */
public final class GitDeployLedger implements DeployLedger {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many commits back an entry of the same call is looked for; a call that is repeated is repeated soon. */
    private static final int RECENT = 500;

    private final GitOpsRepository.Opener repositories;

    public GitDeployLedger(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    @Override
    public Optional<String> record(String deployer, DeployRequest request, Line line, EngineContext context)
            throws InterruptedException {
        if (request.gitops() == null) {
            return Optional.empty();
        }
        LedgerEntry entry = entry(deployer, request, line, context);
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.gitopsCredentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
            GitOpsChange.Landing landing = new GitOpsWriter(context)
                    .signedBy(request.signingCredentialsId())
                    .write(
                            repository,
                            there -> plan(there, entry),
                            context.clock().instant().plus(PATIENCE));
            return Optional.ofNullable(landing.commit());
        }
    }

    private static GitOpsChange.Plan plan(GitOpsRepository repository, LedgerEntry entry) {
        String intent = entry.get(Trailers.INTENT);
        Optional<HistoryCommit> same = repository.search(
                RECENT,
                commit -> LedgerEntry.in(commit.message()).stream()
                                .anyMatch(line -> intent.equals(line.get(Trailers.INTENT)))
                        ? Optional.of(commit)
                        : Optional.empty());
        return same.isPresent()
                ? new GitOpsChange.Landing(
                        PromotionState.UNCHANGED, same.get().id(), repository.tip(), "", "", "", Map.of(), "")
                : GitOpsChange.Write.empty(entry.message());
    }

    private static LedgerEntry entry(String deployer, DeployRequest request, Line line, EngineContext context) {
        boolean back = line.action() == LedgerAction.ROLLBACK;
        String run = run(request, context);
        String undoes = back ? Trailers.RESTORES : Trailers.PROMOTION;
        LedgerEntry entry = LedgerEntry.of(line.action(), request.service(), request.env())
                .with(Trailers.DEPLOYER, deployer)
                .with(Trailers.VERSION, back || request.version() == null ? line.to() : request.version())
                .with(Trailers.FROM, line.from())
                .with(Trailers.RUN, run)
                .with(Trailers.APPROVER, request.approver())
                .with(Trailers.OVERRIDE, request.override())
                .with(Trailers.REASON, line.why())
                .with(undoes, line.undoes())
                .with(Trailers.INTENT, intent(deployer, run, request, line));
        return back
                ? entry
                : entry.with(Trailers.DIGEST, request.digest())
                        .with(Trailers.SOURCE_COMMIT, request.commit())
                        .with(Trailers.EVIDENCE, request.evidence())
                        .with(Trailers.SCAN, request.scan());
    }

    /** What the request says, else the address that Jenkins gives its builds; null when neither is there. */
    static String run(DeployRequest request, EngineContext context) {
        return request.run() == null ? context.environment().get("BUILD_URL") : request.run();
    }

    /** The same for the same event of the same run; a platform gives no revision twice. */
    private static String intent(String deployer, String run, DeployRequest request, Line line) {
        String text = String.join(
                "\n",
                deployer,
                String.valueOf(run),
                request.service(),
                request.env(),
                line.action().text(),
                String.valueOf(line.revision()),
                String.valueOf(line.to()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
