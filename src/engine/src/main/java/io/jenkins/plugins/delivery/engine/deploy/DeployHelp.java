package io.jenkins.plugins.delivery.engine.deploy;

/** What the parameters mean that the steps of all deployers have. */
public final class DeployHelp {

    public static final String ENV = "Environment to deploy to, for example stage.";
    public static final String SERVICE = "Service that is deployed.";
    public static final String VERSION = "Version to deploy; with restore the version that is left.";

    public static final String COMMIT =
            "Commit of the service that was built; decides which of two deployments is newer.";

    public static final String ROLLBACK =
            "What to do when the version does not come up: auto goes back to the last good revision, ask leaves that to a"
                    + " person, off leaves everything.";

    public static final String QUARANTINE =
            "Whether a version that did not work is refused from then on, until somebody lifts that; needs gitops.";

    public static final String MIGRATIONS =
            "Paths of the service's repository, as patterns, that cannot be put back by a version: with one of them in range"
                    + " a person is asked.";

    public static final String AFTER = "Environment that this build must have passed before; read from gitops.";

    public static final String SAME_DIGEST =
            "Whether image and chart must be those that passed there; rebuilt ones are refused.";

    public static final String SOURCE =
            "URL of the service's repository, whose history tells which of two builds is newer.";

    public static final String SOURCE_CREDENTIALS = "Credentials of the service's repository.";

    public static final String CHECK =
            "Whether restore looks only: what would be put back, and whether a person has to choose.";

    public static final String CHOICE =
            "What a person chose about restore: rollback, roll-forward or keep. Without it a risky way back is refused.";

    public static final String ABORTED =
            "Whether restore is for a run that somebody stopped, or whose gates could not decide: its version was not seen to fail and is not banned.";

    public static final String GITOPS =
            "URL of the GitOps repository that has ledger and quarantine; without it neither is read or written.";

    public static final String RUN = "URL or name of the run, for the ledger; BUILD_URL when absent.";
    public static final String EVIDENCE = "Digest of the proof, evidenceRecord's digest, for the ledger.";
    public static final String SCAN = "Verdict of the scan, evidenceRecord's scan, for the ledger.";
    public static final String APPROVER = "Who approved or decided, for the ledger.";
    public static final String OVERRIDE = "Who set a freeze aside and why, promotionTurn's override, for the ledger.";
    public static final String REASON = "Why, for the ledger.";

    private DeployHelp() {}
}
