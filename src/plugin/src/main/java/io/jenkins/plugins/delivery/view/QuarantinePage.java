package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.delivery.ask.AskedBuild;
import io.jenkins.plugins.delivery.ask.DeliveryPermissions;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The versions of a service that must not be promoted, as the GitOps repository has them, and the way to free one. One object per request. */
public final class QuarantinePage extends LedgerPage {

    private static final String STEP = "quarantine";

    private String problem;

    /** @param wanted null for the first service */
    QuarantinePage(AbstractItem home, String wanted) {
        super(home, wanted);
    }

    /** Why the last request was refused, or why nothing is shown; null when all is well. */
    public String getProblem() {
        return problem;
    }

    /** Whether the person may free a version. */
    public boolean isMayLift() {
        return getItem().hasPermission(DeliveryPermissions.LIFT_QUARANTINE);
    }

    /** What is banned: version, since, env, reason, run; null when that cannot be read, and then there is a problem. */
    public List<Map<String, String>> getBanned() throws InterruptedException {
        Optional<Reach> reach = reach();
        if (reach.isEmpty()) {
            problem = NOTHING_KNOWN;
            return null;
        }
        try {
            return rows(
                    Answers.of(reach.get(), STEP, Map.of("service", getService()))
                            .result(),
                    "banned");
        } catch (DeliveryFailure e) {
            problem = e.getMessage();
            return null;
        }
    }

    /** Enough of a digest to tell images apart. */
    public String shortDigest(Map<String, String> row) {
        return Texts.shortDigest(row.getOrDefault("digest", ""));
    }

    /** Starts a build that frees a version. */
    @POST
    public HttpResponse doLift(
            @QueryParameter String service, @QueryParameter String version, @QueryParameter String reason) {
        getItem().checkPermission(DeliveryPermissions.LIFT_QUARANTINE);
        turnTo(Texts.bounded(service));
        String freed = Texts.bounded(version);
        String why = Texts.bounded(reason);
        Optional<Reach> reach = reach();
        if (why.isEmpty() || freed.isEmpty()) {
            problem = "A reason is needed: it goes into the ledger.";
        } else if (reach.isEmpty()) {
            problem = "Nothing is known of " + getService() + " here.";
        } else {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("service", getService());
            said.put("version", freed);
            said.put("lift", true);
            Run<?, ?> run = reach.get().run().orElseThrow();
            Job<?, ?> job = run.getParent();
            Answers.forget();
            if (new AskedBuild(STEP, reach.get().arguments(STEP, said))
                    .schedule(job, "Lift of the quarantine of " + getService() + " " + freed, why)
                    .isPresent()) {
                return HttpResponses.redirectViaContextPath(job.getUrl());
            }
            problem = job.getFullDisplayName() + " takes no build now. Enable it, or let Jenkins leave its quiet mode.";
        }
        return HttpResponses.forwardToView(this, "index.jelly");
    }
}
