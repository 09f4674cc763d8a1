package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.history.LoggedCommit;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Since when a build is in the environment before: when the newest promotion of it, or of a part of its history, landed there. */
final class Soak {

    private final CommitLog.Opener logs;
    private final EngineContext context;
    private final PromotionTurnRequest request;
    private final SourceHistory sources;
    private final Set<String> undone = new HashSet<>();

    Soak(CommitLog.Opener logs, PromotionTurnRequest request, SourceHistory sources, EngineContext context) {
        this.logs = logs;
        this.request = request;
        this.sources = sources;
        this.context = context;
    }

    /** @throws TerminalException when the build is not there, or was put back there */
    Instant since() {
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        return CommitLog.read(logs, address, Instant.EPOCH, context, log -> {
                    undone.clear();
                    return log.search(this::look);
                })
                .orElseThrow(() -> refusal(" was never promoted there, as far as the GitOps repository tells."));
    }

    private Optional<Instant> look(LoggedCommit commit) {
        Optional.ofNullable(LedgerEntry.reverted(commit.message())).ifPresent(undone::add);
        for (LedgerEntry entry : LedgerEntry.in(commit.message())) {
            if (!entry.service().equals(request.service())
                    || !entry.environment().equals(request.after())) {
                continue;
            }
            if (entry.action() == LedgerAction.ROLLBACK) {
                undone.addAll(entry.all(Trailers.RESTORES));
            }
            if (entry.action().deploys() && isOfThisBuild(entry.get(Trailers.SOURCE_COMMIT))) {
                if (undone.contains(commit.id())) {
                    throw refusal(" was put back there.");
                }
                return Optional.of(commit.landedAt());
            }
        }
        return Optional.empty();
    }

    private boolean isOfThisBuild(String built) {
        return built != null
                && (built.equals(request.commit()) || sources.relation(built, request.commit()) == Ancestry.YES);
    }

    private TerminalException refusal(String why) {
        return new TerminalException(
                name() + " cannot soak in " + request.after() + ": it" + why,
                "Promote commit " + request.commit().substring(0, 7) + " to " + request.after() + " first.");
    }

    private String name() {
        return request.service() + (request.version() == null ? "" : " " + request.version());
    }
}
