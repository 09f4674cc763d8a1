package io.jenkins.plugins.delivery.engine.argo;

/** Revisions in sentences. */
final class Revisions {

    private Revisions() {}

    /** Seven digits of a Git commit; a chart version as it is. */
    static String abbreviate(String revision) {
        if (revision.isEmpty()) {
            return "no revision";
        }
        return revision.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? revision.substring(0, 7) : revision;
    }
}
