package io.jenkins.plugins.delivery.engine.forge;

/** What the parameters mean that name the site of a repository and its pull requests, in every step that speaks to one. */
public final class ForgeHelp {

    /** Of steps about a service's repository. */
    public static final String SOURCE = "URL of the service's repository.";

    public static final String HOST = "Where the repository is hosted: auto, github, gitlab.";
    public static final String PROJECT = "Project at the forge, owner/name; that of source when absent.";

    /** Of steps that open pull requests in the GitOps repository. */
    public static final String OPENED = "Where pull requests are opened: auto, github, gitlab.";

    public static final String GITOPS_PROJECT = "Project at the forge, owner/name; that of gitops when absent.";
    public static final String URL = "API address of a forge of one's own.";
    public static final String TOKEN = "Token for the forge.";

    public static final String AUTO_MERGE =
            "Whether the forge is asked to merge the pull request as soon as its rules allow it.";

    public static final String MERGE_TIMEOUT = "How long to wait for the merge of a pull request.";

    public static final String REMIND_AFTER =
            "After how long a pull request that waits is reminded of; then at twice that, and so on.";

    private ForgeHelp() {}
}
