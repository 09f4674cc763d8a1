package io.jenkins.plugins.delivery.engine.promotion;

/** What the parameters mean that name the GitOps repository, in every step that reads or writes it. */
public final class GitOpsHelp {

    public static final String URL = "URL of the GitOps repository.";
    public static final String BRANCH = "Branch of the GitOps repository.";
    public static final String CREDENTIALS = "Credentials of the GitOps repository.";
    public static final String SIGNING = "Private key that signs the commits in the GitOps repository.";

    public static final String RECORDED =
            "How promotions get to the branch: push, or pr where it takes no pushes. What this step writes goes to the branch "
                    + GitOpsRepository.RECORDS + " beside it then, and counts at once.";

    private GitOpsHelp() {}
}
