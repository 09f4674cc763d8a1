package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.PromotionMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;
import java.util.List;

/** The parameters that the steps of all deployers have, with the names and meanings of those of {@code argoPromote}. */
public interface DeployRequest extends OperationRequest {

    String env();

    String service();

    /** What people call the deployed thing; null only where {@link #restore} is given. */
    String version();

    /** Digest of the image, {@code sha256:…}, for the ledger and the result; null when it is not known. */
    String digest();

    /** Commit of the service that was built; null when it is not known. */
    String commit();

    /** Version of the chart; null when there is none. */
    default String chartVersion() {
        return null;
    }

    /** Digest of the chart without its versions; null when there is none. */
    default String chartContent() {
        return null;
    }

    /** Environment that the build must have passed before; null for none. */
    String after();

    /** Whether image and chart must be those that passed there. */
    boolean sameDigest();

    /** URL of the service's repository, or null. */
    String source();

    String sourceCredentialsId();

    /** How long all of it may take. */
    Duration timeout();

    /** How long the deployed thing has to stay ready; null or nothing for the first look that finds it ready. */
    Duration stableFor();

    RollbackMode rollback();

    /** Whether a version that did not work is banned. */
    boolean quarantine();

    /** Patterns of paths that no version puts back. */
    List<String> migrations();

    /**
     * The revision of an earlier deployment that is undone instead of deploying, or {@link DeployChecks#OWN}; null for a deployment.
     */
    String restore();

    /** Whether undoing is only looked at. */
    boolean check();

    /** What a person chose about undoing; null when nobody did. */
    RollbackChoice choice();

    /** Whether what is undone was given up by a person, and did not fail. */
    boolean aborted();

    /** URL of the GitOps repository that has the ledger; null for none. */
    String gitops();

    String branch();

    String gitopsCredentialsId();

    String signingCredentialsId();

    /** How promotions get to that branch; see {@link io.jenkins.plugins.delivery.engine.promotion.PromotionMode}. */
    PromotionMode mode();

    /** URL or name of the run; null for the one of the run's environment. */
    String run();

    String evidence();

    String scan();

    String approver();

    String override();

    String reason();

    /** The branch that has the ledger. */
    default GitOpsAddress address() {
        return new GitOpsAddress(gitops(), branch(), gitopsCredentialsId());
    }
}
