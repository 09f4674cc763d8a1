package io.jenkins.plugins.delivery.engine.forge;

import java.util.List;

/**
 * An open pull request, called merge request by GitLab.
 *
 * @param number its number in the repository
 * @param url where people read it
 * @param title its title
 * @param body its text, in Markdown
 * @param assignees login names of who is to look at it
 */
public record PullRequest(long number, String url, String title, String body, List<String> assignees) {

    public PullRequest {
        assignees = List.copyOf(assignees);
    }
}
