package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import java.time.Duration;
import java.util.List;

/** What every step that changes desired state and waits for Argo CD is told: where, and when it is content. */
interface ArgoTarget extends OperationRequest {

    String env();

    String service();

    /** The version that is brought or, going back, left; null when the request names none. */
    String version();

    /** Whether the version was not seen to fail, because the run was stopped or its gates could not decide. */
    default boolean aborted() {
        return false;
    }

    /** Version of the chart that is brought; null when there is none. */
    String chartVersion();

    /** Commit that the version which is brought was built from; null when none is named. */
    String commit();

    String gitops();

    String branch();

    String credentialsId();

    String signingCredentialsId();

    String argo();

    String argoCredentialsId();

    /** Name of the Argo CD application. */
    String application();

    String project();

    WaitFor waitFor();

    Duration timeout();

    Duration stableFor();

    Duration terminateStuck();

    RollbackMode rollback();

    boolean quarantine();

    List<String> migrations();

    /** URL of the service's repository, or null. */
    String source();

    String sourceCredentialsId();

    /** What the request says of the run; see {@link RunName}. */
    String run();

    /** Whether earlier values are put back instead of new ones set. */
    boolean goesBack();

    /** The branch that is changed. */
    default GitOpsAddress address() {
        return new GitOpsAddress(gitops(), branch(), credentialsId());
    }
}
