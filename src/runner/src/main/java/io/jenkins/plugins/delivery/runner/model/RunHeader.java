package io.jenkins.plugins.delivery.runner.model;

/**
 * What a run is about, known before it starts.
 *
 * @param title the heading of the run, such as "payments: release/1.4.0"
 * @param service the service that is delivered
 * @param branch the branch, or "PR-7 to develop" for a change request
 * @param commit the commit that was built; empty when not known
 */
public record RunHeader(String title, String service, String branch, String commit) {

    public RunHeader {
        title = Text.of(title);
        service = Text.of(service);
        branch = Text.of(branch);
        commit = Text.of(commit);
    }
}
