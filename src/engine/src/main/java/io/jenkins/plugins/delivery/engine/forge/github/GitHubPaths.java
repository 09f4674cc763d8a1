package io.jenkins.plugins.delivery.engine.forge.github;

import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;

/** Paths of GitHub's REST API. */
final class GitHubPaths {

    private GitHubPaths() {}

    /** Of a repository that is named as owner/name. */
    static String repository(String project) {
        int slash = project.indexOf('/');
        return "/repos/" + ForgeHttp.encoded(project.substring(0, slash)) + "/"
                + ForgeHttp.encoded(project.substring(slash + 1));
    }
}
