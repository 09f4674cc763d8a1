package io.jenkins.plugins.delivery.testbed.github;

import java.util.ArrayList;
import java.util.List;

/**
 * A pull request.
 *
 * @param number its number
 * @param author the login of who opened it
 * @param content what it proposes
 * @param state where it stands
 * @param mergeCommit the commit that merged it; empty until then
 * @param approvers logins of those who approved it
 * @param assignees logins of those who are to look at it
 */
public record PullRequest(
        int number,
        String author,
        Content content,
        State state,
        String mergeCommit,
        List<String> approvers,
        List<String> assignees) {

    /** Where a pull request stands. */
    public enum State {
        OPEN,
        CLOSED,
        MERGED
    }

    /**
     * What a pull request proposes.
     *
     * @param title its title
     * @param body its text
     * @param head the branch that is to be merged
     * @param headSha the commit at the tip of that branch
     * @param base the branch to merge into
     */
    public record Content(String title, String body, String head, String headSha, String base) {}

    /** Makes the list immutable. */
    public PullRequest {
        approvers = List.copyOf(approvers);
        assignees = List.copyOf(assignees);
    }

    PullRequest merged(String commit) {
        return new PullRequest(number, author, content, State.MERGED, commit, approvers, assignees);
    }

    PullRequest approvedBy(String login) {
        List<String> all = new ArrayList<>(approvers);
        all.add(login);
        return new PullRequest(number, author, content, state, mergeCommit, all, assignees);
    }

    PullRequest edited(String title, String body, State newState) {
        Content edited = new Content(title, body, content.head(), content.headSha(), content.base());
        return new PullRequest(number, author, edited, newState, mergeCommit, approvers, assignees);
    }

    PullRequest assignedTo(List<String> logins) {
        List<String> all = new ArrayList<>(assignees);
        logins.stream().filter(login -> !all.contains(login)).forEach(all::add);
        return new PullRequest(number, author, content, state, mergeCommit, approvers, all);
    }
}
