package io.jenkins.plugins.delivery.runner.model;

import java.time.Instant;

/**
 * A change of the desired state of one environment.
 *
 * @param environment the environment
 * @param service the service
 * @param from the version before; empty at the first promotion
 * @param to what is there now
 * @param change the commit of the GitOps repository
 * @param rolledBack whether it took an earlier promotion back; {@code from} is then what did not stay
 * @param at when it was pushed
 */
public record Promotion(
        String environment,
        String service,
        String from,
        Artifact to,
        GitOpsChange change,
        boolean rolledBack,
        Instant at) {

    public Promotion {
        environment = Text.of(environment);
        service = Text.of(service);
        from = Text.of(from);
    }

    /**
     * The commit that carried a promotion.
     *
     * @param commit the full commit id; empty for a promotion that needed no commit
     * @param diff the unified diff; empty when nothing changed
     * @param url where a person can look at the commit; empty when there is no such place
     */
    public record GitOpsChange(String commit, String diff, String url) {

        public GitOpsChange {
            commit = Text.of(commit);
            diff = Text.of(diff);
            url = Text.of(url);
        }
    }
}
