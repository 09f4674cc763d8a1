package io.jenkins.plugins.delivery.engine.promotion;

/**
 * Where desired state lives.
 *
 * @param url of the repository, without credentials
 * @param branch that Argo CD follows
 * @param credentialsId null for anonymous access
 */
public record GitOpsAddress(String url, String branch, String credentialsId) {

    @Override
    public String toString() {
        return "branch " + branch + " of " + url;
    }
}
