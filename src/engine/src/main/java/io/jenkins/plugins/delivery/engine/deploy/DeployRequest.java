package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;

/** The parameters that the steps of all deployers have, with the names and meanings of those of {@code argoPromote}. */
public interface DeployRequest extends OperationRequest {

    String env();

    String service();

    /** What people call the deployed thing; null only where {@link #restore} is given. */
    String version();

    /** Digest of the image, {@code sha256:…}, for the ledger and the result; null when it is not known. */
    String digest();

    /** Commit of the service that was built, for the ledger; null when it is not known. */
    String commit();

    /** How long all of it may take. */
    Duration timeout();

    /** How long the deployed thing has to stay ready; null or nothing for the first look that finds it ready. */
    Duration stableFor();

    RollbackMode rollback();

    /** The revision of an earlier deployment that is undone instead of deploying; null for a deployment. */
    String restore();

    /** URL of the GitOps repository that has the ledger; null for none. */
    String gitops();

    String branch();

    String gitopsCredentialsId();

    String signingCredentialsId();

    /** URL or name of the run; null for the one of the run's environment. */
    String run();

    String evidence();

    String scan();

    String approver();

    String override();

    String reason();
}
