package io.jenkins.plugins.delivery.engine.git;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of Git repositories as git writes them (gitglossary, git-fetch(1) "GIT URLS"): by HTTP, by SSH, and short as {@code user@host:path}. */
public final class GitUrl {

    private static final Pattern HTTP = Pattern.compile("(?i)https?://.+");
    private static final Pattern SSH = Pattern.compile("(?i)(ssh|git\\+ssh|ssh\\+git)://.+");

    /** No scheme, and no slash before the colon; a host never begins with a dash, which a program could take for an option. */
    private static final Pattern SHORT = Pattern.compile("([^@:/\\s]+@)?([\\w\\[][\\w.:\\[\\]-]*):(?!//)\\S+");

    private static final Pattern SSH_PLACE = Pattern.compile("(?i)[a-z+]+://([^@/\\s]+@)?[\\w\\[][^/\\s@]*/\\S+");
    private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z+]+://)([^/@]*)@");

    private GitUrl() {}

    public static boolean isHttp(String url) {
        return HTTP.matcher(url).matches();
    }

    public static boolean isSsh(String url) {
        return SSH.matcher(url).matches() || SHORT.matcher(url).matches();
    }

    /**
     * What is wrong with an address that somebody else serves: local paths, other protocols, and secrets in it.
     *
     * @param name of the field, with which the clause begins
     * @return a clause that repeats no secret; empty for a good address
     */
    public static Optional<String> problem(String name, String url) {
        if (!isHttp(url) && !isSsh(url)
                || SSH.matcher(url).matches() && !SSH_PLACE.matcher(url).matches()) {
            return Optional.of(name + " is no https, http or ssh address of a Git repository");
        }
        if (!url.equals(withoutSecrets(url))) {
            return Optional.of(name + " carries credentials in the URL; use credentialsId instead");
        }
        return Optional.empty();
    }

    /** The address for logs and results: without user and password by HTTP, without the password by SSH, where the user is part of the place. */
    public static String withoutSecrets(String url) {
        boolean http = isHttp(url);
        return USER_INFO.matcher(url).replaceFirst(match -> {
            String user = match.group(2).replaceFirst(":.*", "");
            return java.util.regex.Matcher.quoteReplacement(
                    match.group(1) + (http || user.isEmpty() ? "" : user + "@"));
        });
    }
}
