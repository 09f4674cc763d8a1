package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.promotion.PromoteChecks;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import java.util.List;

/** Checks of the parameters that the steps of all deployers have and {@code argoPromote} has not; each adds what it finds. */
public final class DeployChecks {

    /** As {@link DeployRequest#restore}: what this run has deployed, where it still stands. */
    public static final String OWN = "own";

    private DeployChecks() {}

    /** Where the ledger is, and what needs one. */
    public static void ledger(String gitops, String env, String after, String commit, List<String> problems) {
        if (gitops != null) {
            GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        } else if (after != null) {
            problems.add("after needs gitops: only the ledger there tells what passed " + after);
        }
        PromoteChecks.order(env, after, commit, null, problems);
    }

    /**
     * What is said about going back.
     *
     * @param revision pattern of a revision of this deployer
     * @param what for people, such a revision
     */
    public static void back(String restore, String revision, String what, String version, List<String> problems) {
        PromoteChecks.matches("restore", restore, revision + "|" + OWN, what + " or own", problems);
        if (OWN.equals(restore) && version == null) {
            problems.add("version is required with restore: 'own': only that version is put back");
        }
    }

    /** What is asked or decided about going back. */
    public static void choice(String restore, boolean check, RollbackChoice choice, List<String> problems) {
        if (restore == null && (check || choice != null)) {
            problems.add("check and choice are for restore: a deployment has nothing to choose");
        }
        if (check && choice != null) {
            problems.add("check and choice exclude each other: look first, then say what was chosen");
        }
    }
}
