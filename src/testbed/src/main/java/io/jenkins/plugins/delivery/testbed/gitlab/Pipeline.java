package io.jenkins.plugins.delivery.testbed.gitlab;

import java.util.List;

/**
 * A pipeline of a commit.
 *
 * @param id its number
 * @param status in GitLab's words: running, success, failed
 * @param failed names of the jobs that failed
 */
public record Pipeline(int id, String status, List<String> failed) {

    /** Makes the list immutable. */
    public Pipeline {
        failed = List.copyOf(failed);
    }

    boolean isActive() {
        return status.equals("running") || status.equals("pending") || status.equals("created");
    }
}
