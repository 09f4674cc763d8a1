package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Job;
import io.jenkins.plugins.delivery.ask.AskedBuild;
import io.jenkins.plugins.delivery.ask.DeliveryPermissions;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import io.jenkins.plugins.delivery.run.StepQuestion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * Puts a service in an environment back: asks for a reason, shows what would be done, and then starts a build that does it. One object
 * per request.
 */
public final class RollBackPage implements StaplerProxy {

    private static final String STEP = "argoRollback";
    /** What a person may decide, and what the build is then called. */
    private static final Map<String, String> CHOICES = Map.of(
            "rollback",
            "Roll back",
            "roll-forward",
            "Decision to roll forward",
            "keep",
            "Decision to keep the version");

    /** A clone of a GitOps repository that this controller has not seen yet takes some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final AbstractItem home;
    private String service;
    private String environment;
    private String to = "";
    private String reason = "";
    private String choice = "";
    private String promotion = "";
    private String problem;
    private StepQuestion.Answer answer;

    RollBackPage(AbstractItem home, String service, String environment) {
        this.home = home;
        this.service = Texts.bounded(service);
        this.environment = Texts.bounded(environment);
    }

    /** Nobody else sees any of it. */
    @Override
    public Object getTarget() {
        home.checkPermission(DeliveryPermissions.ROLL_BACK);
        return this;
    }

    public AbstractItem getItem() {
        return home;
    }

    public String getService() {
        return service;
    }

    public String getEnvironment() {
        return environment;
    }

    /** The version to go back to as it was entered; empty for the last good one. */
    public String getTo() {
        return to;
    }

    public String getReason() {
        return reason;
    }

    /** Why the last request was refused; null when it was not. */
    public String getProblem() {
        return problem;
    }

    /** Where the service stands there; null when nothing was promoted. */
    public EnvironmentCell getCell() {
        return Reach.of(home, service, environment)
                .map(reach -> new EnvironmentCell(home, environment, reach.place()))
                .orElse(null);
    }

    /** A text of what the step would do; empty when it says nothing of it. */
    public String planned(String key) {
        return answer == null ? "" : Texts.bounded(Texts.of(answer.result(), key));
    }

    /** Lines of what the step would do, such as the migrations that stand in the way. */
    public List<String> plannedLines(String key) {
        return answer != null && answer.result().get(key) instanceof List<?> lines
                ? lines.stream().map(Texts::bounded).toList()
                : List.of();
    }

    /** What the step would have said in the log. */
    public List<String> getNotes() {
        return answer == null
                ? List.of()
                : answer.notes().stream().map(Texts::bounded).toList();
    }

    /** Whether there is something to decide about. */
    public boolean isNeeded() {
        return answer != null && Boolean.TRUE.equals(answer.result().get("needed"));
    }

    /** Shows what would be done; changes nothing. */
    @POST
    public HttpResponse doPreview(
            @QueryParameter String service,
            @QueryParameter String env,
            @QueryParameter String to,
            @QueryParameter String reason)
            throws InterruptedException {
        home.checkPermission(DeliveryPermissions.ROLL_BACK);
        take(service, env, to, reason);
        Reach reach = wanted();
        if (reach == null) {
            return HttpResponses.forwardToView(this, "index.jelly");
        }
        try {
            Map<String, Object> look = said();
            look.put("check", true);
            answer = new StepQuestion(STEP, reach.run().orElseThrow()).ask(reach.arguments(STEP, look), PATIENCE);
            return HttpResponses.forwardToView(this, "confirm.jelly");
        } catch (DeliveryFailure e) {
            problem = e.getMessage();
            return HttpResponses.forwardToView(this, "index.jelly");
        }
    }

    /** Starts the build. */
    @POST
    public HttpResponse doStart(
            @QueryParameter String service,
            @QueryParameter String env,
            @QueryParameter String to,
            @QueryParameter String reason,
            @QueryParameter String choice,
            @QueryParameter String promotion) {
        home.checkPermission(DeliveryPermissions.ROLL_BACK);
        take(service, env, to, reason);
        this.choice = Texts.bounded(choice);
        this.promotion = Texts.bounded(promotion);
        Reach reach = wanted();
        if (reach == null || !CHOICES.containsKey(this.choice)) {
            return HttpResponses.forwardToView(this, "index.jelly");
        }
        Job<?, ?> job = reach.run().orElseThrow().getParent();
        String what = CHOICES.get(this.choice) + " of " + this.service + " in " + environment;
        Map<String, Object> decided = said();
        decided.put("choice", this.choice);
        if (!this.promotion.isEmpty()) {
            decided.put("promotion", this.promotion);
        }
        if (!this.choice.equals("rollback")) {
            decided.remove("to");
        }
        if (new AskedBuild(STEP, reach.arguments(STEP, decided))
                .schedule(job, what, this.reason)
                .isEmpty()) {
            problem = job.getFullDisplayName() + " takes no build now. Enable it, or let Jenkins leave its"
                    + " quiet mode, then ask again.";
            return HttpResponses.forwardToView(this, "index.jelly");
        }
        return HttpResponses.redirectViaContextPath(job.getUrl());
    }

    private void take(String service, String environment, String to, String reason) {
        this.service = Texts.bounded(service);
        this.environment = Texts.bounded(environment);
        this.to = Texts.bounded(to);
        this.reason = Texts.bounded(reason);
    }

    /** The place, when there is a reason and a way to put it back; else null, and there is a problem. */
    private Reach wanted() {
        Reach reach = Reach.of(home, service, environment).orElse(null);
        if (reason.isEmpty()) {
            problem = "A reason is needed: it goes into the ledger.";
        } else if (reach == null) {
            problem = "Nothing is known of " + service + " in " + environment + " here.";
        } else {
            problem = reach.obstacle().orElse(null);
        }
        return problem == null ? reach : null;
    }

    private Map<String, Object> said() {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("env", environment);
        said.put("service", service);
        said.put("reason", reason);
        if (!to.isEmpty()) {
            said.put("to", to);
        }
        return said;
    }
}
