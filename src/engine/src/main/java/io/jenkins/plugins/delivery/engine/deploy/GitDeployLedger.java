package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.LedgerWriter;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Writes deployments down as commits without files in the GitOps repository. */
public final class GitDeployLedger implements DeployLedger {

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
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.gitopsCredentialsId());
        return new LedgerWriter(repositories, context)
                .write(address, entry(deployer, request, line, context), request.signingCredentialsId());
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
    public static String run(DeployRequest request, EngineContext context) {
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
