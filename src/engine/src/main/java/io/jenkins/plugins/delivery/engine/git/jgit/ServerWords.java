package io.jenkins.plugins.delivery.engine.git.jgit;

import java.util.regex.Pattern;

/** Tells apart what JGit and Git servers report in words only. */
public final class ServerWords {

    /**
     * git: "cannot lock ref", "stale info", "fetch first"; GitLab: "incorrect old value provided" (argocd-image-updater#879); JGit:
     * "invalid old id sent", "failed to lock", "lock failure"; receive-pack: "failed to update ref"; Bitbucket and git: "unable to
     * create … .lock: file exists".
     */
    private static final Pattern LOST_RACE =
            Pattern.compile("(?i)non-fast-?forward|fetch first|cannot lock ref|incorrect old value|invalid old id"
                    + "|failed to (?:update ref|lock)|lock failure|stale info|file exists");

    /** JGit has no exception of its own for a refused log-in; these are its texts (JGitText) and those of HTTP. */
    private static final Pattern DENIED = Pattern.compile("(?i)not authorized|unauthorized|not permitted"
            + "|CredentialsProvider|authentication is required|authentication not supported|forbidden|\\b403\\b");

    /**
     * GitHub: "GH006: Protected branch update failed"; GitLab: "not allowed to push code to protected branches"; Bitbucket: "can only be
     * modified through pull requests"; Azure: "TF402455: Pushes to this branch are not permitted"; Gitea: "Not allowed to push to
     * protected branch".
     */
    private static final Pattern PROTECTED = Pattern.compile(
            "(?i)protected branch|GH006|through pull requests?" + "|TF402455|pushes to this branch are not permitted");

    private ServerWords() {}

    /** Whether they say that the branch takes no pushes from these credentials, whatever they bring. */
    public static boolean isProtected(String words) {
        return words != null && PROTECTED.matcher(words).find();
    }

    /** Whether they say that somebody else moved the ref meanwhile, or is at work on it. */
    public static boolean isLostRace(String words) {
        return words != null && LOST_RACE.matcher(words).find();
    }

    /** Whether they say that the log-in was refused or may not do this. */
    public static boolean isDenied(String words) {
        return words != null && DENIED.matcher(words).find();
    }
}
