package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.delivery.ask.AskedBuild;
import io.jenkins.plugins.delivery.ask.DeliveryPermissions;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** The versions of a service that must not be promoted, as the GitOps repository has them, and the way to free one. One object per request. */
public final class QuarantinePage implements StaplerProxy {

    private static final String STEP = "quarantine";

    private final AbstractItem home;
    private final List<String> services;
    private String service;
    private String problem;

    /** @param wanted null for the first service */
    QuarantinePage(AbstractItem home, String wanted) {
        home.checkPermission(Item.READ);
        this.home = home;
        this.services =
                new ArrayList<>(EnvironmentStore.of(home).read().services().keySet());
        this.service = services.contains(wanted)
                ? wanted
                : services.stream().findFirst().orElse("");
    }

    @Override
    public Object getTarget() {
        home.checkPermission(Item.READ);
        return this;
    }

    public AbstractItem getItem() {
        return home;
    }

    public String getService() {
        return service;
    }

    public List<String> getServices() {
        return services;
    }

    /** Why the last request was refused, or why nothing is shown; null when all is well. */
    public String getProblem() {
        return problem;
    }

    /** Whether the person may free a version. */
    public boolean isMayLift() {
        return home.hasPermission(DeliveryPermissions.LIFT_QUARANTINE);
    }

    /** What is banned: version, since, env, reason, run; null when that cannot be read, and then there is a problem. */
    public List<Map<String, String>> getBanned() throws InterruptedException {
        Optional<Reach> reach = Reach.any(home, service);
        if (reach.isEmpty()) {
            problem = "No build of this project has promoted anything that the GitOps repository could tell of.";
            return null;
        }
        try {
            Object banned = Answers.of(reach.get(), STEP, Map.of("service", service))
                    .result()
                    .get("banned");
            List<Map<String, String>> rows = new ArrayList<>();
            for (Object one : banned instanceof List<?> all ? all : List.of()) {
                Map<String, String> row = new LinkedHashMap<>();
                ((Map<?, ?>) one).forEach((name, value) -> row.put(String.valueOf(name), Texts.bounded(value)));
                rows.add(row);
            }
            return rows;
        } catch (DeliveryFailure e) {
            problem = e.getMessage();
            return null;
        }
    }

    /** Enough of a digest to tell images apart. */
    public String shortDigest(Map<String, String> row) {
        return Texts.shortDigest(row.getOrDefault("digest", ""));
    }

    /** The page of the run that banned a version, when a browser can open it; else null. */
    public String runUrl(Map<String, String> row) {
        return WebLinks.safe(row.getOrDefault("run", ""));
    }

    /** Starts a build that frees a version. */
    @POST
    public HttpResponse doLift(
            @QueryParameter String service, @QueryParameter String version, @QueryParameter String reason) {
        home.checkPermission(DeliveryPermissions.LIFT_QUARANTINE);
        this.service = Texts.bounded(service);
        String freed = Texts.bounded(version);
        String why = Texts.bounded(reason);
        Optional<Reach> reach = Reach.any(home, this.service);
        if (why.isEmpty() || freed.isEmpty()) {
            problem = "A reason is needed: it goes into the ledger.";
        } else if (reach.isEmpty()) {
            problem = "Nothing is known of " + this.service + " here.";
        } else {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("service", this.service);
            said.put("version", freed);
            said.put("lift", true);
            Run<?, ?> run = reach.get().run().orElseThrow();
            Job<?, ?> job = run.getParent();
            Answers.forget();
            if (new AskedBuild(STEP, reach.get().arguments(STEP, said))
                    .schedule(job, "Lift of the quarantine of " + this.service + " " + freed, why)
                    .isPresent()) {
                return HttpResponses.redirectViaContextPath(job.getUrl());
            }
            problem = job.getFullDisplayName() + " takes no build now. Enable it, or let Jenkins leave its quiet mode.";
        }
        return HttpResponses.forwardToView(this, "index.jelly");
    }
}
