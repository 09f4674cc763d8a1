package io.jenkins.plugins.delivery.ask;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.User;
import io.jenkins.plugins.delivery.run.AskedStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;

/** Puts a build into the queue that does one step for the person of this thread. Whoever calls has checked the permission. */
public final class AskedBuild {

    private final String step;
    private final Map<String, Object> arguments;

    /** @param arguments of the step, without approver and reason */
    public AskedBuild(String step, Map<String, Object> arguments) {
        this.step = step;
        this.arguments = arguments;
    }

    /**
     * Schedules the build, which the ledger will name together with the person and the reason.
     *
     * @param what for the build's page, for example "Roll back of payments in prod"
     * @return empty when the job cannot be built, because it is disabled for example
     */
    public Optional<Queue.Item> schedule(Job<?, ?> job, String what, String reason) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("approver", person());
        all.put("reason", reason);
        CauseAction causes = new CauseAction(new Cause.UserIdCause(), new AskedCause(what, reason));
        return Optional.ofNullable(ParameterizedJobMixIn.scheduleBuild2(job, 0, causes, new AskedStep(step, all)));
    }

    private static String person() {
        User user = User.current();
        return user == null ? "anonymous" : user.getId();
    }
}
