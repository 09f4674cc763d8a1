package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.Application;

/** What a promotion tells people in the log beside its progress. */
final class PromotionNews {

    private PromotionNews() {}

    static void warnOfForeignSource(Application application, ArgoPromoteRequest request, EngineContext context) {
        if (application.sourceIn(request.gitops()).isEmpty()) {
            context.log()
                    .warn("The Argo CD application '" + application.name() + "' does not follow " + request.gitops()
                            + " but " + application.sources() + "; it may never see the commit.");
        }
    }

    static void tell(ArgoPromoteRequest request, GitOpsChange.Landing landing, EngineContext context) {
        String what = request.service() + " in " + request.env();
        context.log()
                .info(
                        switch (landing.state()) {
                            case PUSHED, RESTORED ->
                                what + ": commit " + Commits.abbreviate(landing.commit()) + " is in Git ("
                                        + landing.file() + ").";
                            case PLANNED -> what + ": dry run, " + landing.file() + " would change.";
                            case UNCHANGED -> what + ": Git has these values already (" + landing.file() + ").";
                            default -> what + ": nothing was pushed.";
                        });
        if (!landing.note().isEmpty()) {
            context.log().info(landing.note());
        }
    }
}
