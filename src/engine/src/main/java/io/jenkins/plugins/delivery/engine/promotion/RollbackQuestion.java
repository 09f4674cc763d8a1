package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;

/** Decides whether a way back may be gone without asking, and words what a person has to know who is asked. */
final class RollbackQuestion {

    private final ArgoTarget request;
    private final SourceHistory.Opener sources;
    private final EngineContext context;

    RollbackQuestion(ArgoTarget request, SourceHistory.Opener sources, EngineContext context) {
        this.request = request;
        this.sources = sources;
        this.context = context;
    }

    RollbackOutlook look(WayBack way) {
        PromotionRecord failed = way.failed();
        if (way.kind() != WayBack.Kind.OPEN) {
            return new RollbackOutlook(
                    false, false, failed.version(), way.to(), failed.id(), List.of(), List.of(), way.note());
        }
        SourceHistory history = sources.open(request.source(), request.sourceCredentialsId(), context);
        RollbackRisks risks =
                RollbackRisks.between(history, request.migrations(), way.good().sourceCommit(), failed.sourceCommit());
        if (!risks.unknown().isEmpty()) {
            context.log()
                    .warn("Whether a migration lies between " + way.to() + " and " + failed.version()
                            + " is not known: " + risks.unknown() + ".");
        }
        boolean ask = risks.any() || request.rollback() == RollbackMode.ASK;
        return new RollbackOutlook(
                true,
                ask,
                failed.version(),
                way.to(),
                failed.id(),
                risks.migrations(),
                risks.crds(),
                (request.aborted() ? notSeen(failed.version()) : "") + question(way, risks));
    }

    /** For who is asked about a version that was stopped on its way, or that no gate could test. */
    static String notSeen(String version) {
        return "Nothing has shown that " + version + " is bad. ";
    }

    private static String question(WayBack way, RollbackRisks risks) {
        PromotionRecord failed = way.failed();
        return question(failed.service() + " in " + failed.environment(), failed.version(), way.to(), risks);
    }

    /** @param place the service and where it is, for people */
    static String question(String place, String from, String to, RollbackRisks risks) {
        String left =
                risks.any() ? " It does not undo what " + from + " brought beside itself: " + risks.text() + "." : "";
        String unknown = risks.unknown().isEmpty()
                ? ""
                : " Whether a migration lies between is not known: " + risks.unknown() + ".";
        return "Going back brings " + place + " from " + from + " to " + to + "." + left + unknown
                + " rollback does that; roll-forward leaves " + from
                + " until a newer version repairs it; keep leaves it and counts it as good.";
    }
}
