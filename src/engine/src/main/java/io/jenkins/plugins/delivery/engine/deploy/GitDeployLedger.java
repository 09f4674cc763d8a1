package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.promotion.Admission;
import io.jenkins.plugins.delivery.engine.promotion.Candidate;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.LedgerWriter;
import io.jenkins.plugins.delivery.engine.promotion.PromotionRecord;
import io.jenkins.plugins.delivery.engine.promotion.QuarantineLine;
import io.jenkins.plugins.delivery.engine.promotion.RollbackAdvice;
import io.jenkins.plugins.delivery.engine.promotion.RollbackOutlook;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Writes deployments down as commits without files in the GitOps repository. */
public final class GitDeployLedger implements DeployLedger {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;

    public GitDeployLedger(GitOpsRepository.Opener repositories, SourceHistory.Opener sources) {
        this.repositories = repositories;
        this.sources = sources;
    }

    @Override
    public Optional<String> admit(DeployRequest request, EngineContext context) {
        return request.gitops() == null
                ? Optional.empty()
                : new Admission(repositories)
                        .of(candidate(request), request.address(), history(request, context), context)
                        .map(PromotionRecord::toString);
    }

    private static Candidate candidate(DeployRequest request) {
        return new Candidate(
                request.env(),
                request.service(),
                request.version(),
                request.digest(),
                request.chartVersion(),
                request.chartContent(),
                request.commit(),
                request.after(),
                request.sameDigest());
    }

    @Override
    public RollbackOutlook outlook(DeployRequest request, Applied way, EngineContext context) {
        return advice(request, context)
                .look(way(request, way.from(), way.to()), request.migrations(), request.rollback(), request.aborted());
    }

    @Override
    public Suspects suspects(DeployRequest request, Applied applied, EngineContext context) {
        return advice(request, context).suspects(way(request, applied.to(), applied.from()));
    }

    private RollbackAdvice advice(DeployRequest request, EngineContext context) {
        return new RollbackAdvice(repositories, history(request, context), context);
    }

    private SourceHistory history(DeployRequest request, EngineContext context) {
        return sources.open(request.source(), request.sourceCredentialsId(), context);
    }

    /** The request names the commit of its own version only. */
    private static RollbackAdvice.Way way(DeployRequest request, String from, String to) {
        GitOpsAddress ledger = request.gitops() == null ? null : request.address();
        String commit = from != null && from.equals(request.version()) ? request.commit() : null;
        return new RollbackAdvice.Way(ledger, request.env(), request.service(), from, commit, to);
    }

    @Override
    public Optional<String> record(String deployer, DeployRequest request, Line line, EngineContext context)
            throws InterruptedException {
        if (request.gitops() == null) {
            return Optional.empty();
        }
        return new LedgerWriter(repositories, context)
                .write(
                        request.address(),
                        request.mode(),
                        entry(deployer, request, line, context),
                        line.banned() == null ? null : banned(request, line, context),
                        request.signingCredentialsId());
    }

    /** The digest that the request names is that of its own version. */
    private static QuarantineLine banned(DeployRequest request, Line line, EngineContext context) {
        return new QuarantineLine(
                line.banned(),
                line.banned().equals(request.version()) ? request.digest() : null,
                request.env(),
                context.clock().instant().toString(),
                run(request, context),
                line.why());
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
                .with(
                        Trailers.CHOICE,
                        request.choice() == null ? null : request.choice().text())
                .with(Trailers.INTENT, intent(deployer, run, request, line));
        return back
                ? entry
                : entry.with(Trailers.DIGEST, request.digest())
                        .with(Trailers.CHART_VERSION, request.chartVersion())
                        .with(Trailers.CHART_CONTENT, request.chartContent())
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
