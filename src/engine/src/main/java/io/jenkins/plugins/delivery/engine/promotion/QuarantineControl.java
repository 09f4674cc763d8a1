package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The operation behind the step {@code quarantine}: lists what is banned, bans a version, or lifts the ban with a reason. */
public final class QuarantineControl implements Operation<QuarantineRequest, QuarantineResult> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GitOpsRepository.Opener repositories;

    public QuarantineControl(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    @Override
    public QuarantineResult run(QuarantineRequest request, EngineContext context) throws InterruptedException {
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
            if (request.version() == null) {
                repository.fetch();
                return result(request, null, Quarantine.of(repository, request.service()), context);
            }
            Instant now = context.clock().instant();
            AtomicReference<Quarantine> after = new AtomicReference<>();
            GitOpsChange.Landing landing = new GitOpsWriter(context)
                    .signedBy(request.signingCredentialsId())
                    .write(place(repository, request), tip -> plan(tip, after, request, context), now.plus(PATIENCE));
            if (!landing.note().isEmpty()) {
                context.log().info(landing.note());
            }
            return result(request, landing.commit(), after.get(), context);
        }
    }

    /** What the records ban, only they can free. */
    private static GitOpsRepository place(GitOpsRepository repository, QuarantineRequest request) {
        if (request.lift() && request.mode() == PromotionMode.PUSH) {
            repository.fetch();
            return Quarantine.of(repository, request.service()).isRecorded(request.version())
                    ? repository.records()
                    : repository;
        }
        return request.mode().written(repository);
    }

    private static GitOpsChange.Plan plan(
            GitOpsRepository tip,
            AtomicReference<Quarantine> outcome,
            QuarantineRequest request,
            EngineContext context) {
        Quarantine before = Quarantine.of(tip, request.service());
        String now = context.clock().instant().toString();
        String run = request.run() == null ? context.environment().get("BUILD_URL") : request.run();
        boolean there = before.lines().stream().anyMatch(line -> line.version().equals(request.version()));
        if (request.lift() && !there) {
            outcome.set(before);
            return unchanged(tip, before, request.service() + " " + request.version() + " is not in quarantine.");
        }
        Quarantine after = request.lift()
                ? before.without(request.version())
                : before.with(new QuarantineLine(
                        request.version(), request.digest(), request.env(), now, run, request.reason()));
        outcome.set(after);
        if (after.text().equals(before.text())) {
            return unchanged(tip, before, request.service() + " " + request.version() + " is in quarantine already.");
        }
        GitOpsChange.Write write =
                new GitOpsChange.Write("", before.text(), after.text(), Map.of(), message(request, run));
        return after.text().isEmpty() ? write.without(after.file()) : write.with(after.file(), after.text());
    }

    private static GitOpsChange.Landing unchanged(GitOpsRepository tip, Quarantine now, String note) {
        return new GitOpsChange.Landing(
                PromotionState.UNCHANGED, null, tip.tip(), "", now.text(), now.text(), Map.of(), note);
    }

    private static String message(QuarantineRequest request, String run) {
        LedgerAction action = request.lift() ? LedgerAction.LIFT : LedgerAction.QUARANTINE;
        return LedgerEntry.of(action, request.service(), request.env() == null ? "any" : request.env())
                .with(Trailers.VERSION, request.version())
                .with(Trailers.DIGEST, request.digest())
                .with(Trailers.RUN, run)
                .with(Trailers.APPROVER, request.approver())
                .with(Trailers.REASON, request.reason())
                .with(Trailers.QUARANTINED, request.lift() ? null : request.version())
                .message();
    }

    private static QuarantineResult result(
            QuarantineRequest request, String commit, Quarantine now, EngineContext context) {
        QuarantineResult result = new QuarantineResult(request.service(), request.version(), commit, now.lines());
        result.banned().forEach(line -> context.log()
                .info("In quarantine: " + request.service() + " " + line.version() + line + "."));
        if (result.banned().isEmpty()) {
            context.log().info("No version of " + request.service() + " is in quarantine.");
        }
        return result;
    }
}
