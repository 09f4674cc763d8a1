package io.jenkins.plugins.delivery.testbed.gitlab;

import java.util.List;

/**
 * A merge request.
 *
 * @param iid its number in the project
 * @param sourceBranch the branch that is to be merged
 * @param targetBranch the branch to merge into
 * @param title its title
 * @param description its text
 * @param state opened, closed or merged
 * @param assignees names of the users who are to look at it
 * @param notes its comments, oldest first
 * @param mergeCommit the commit that merged it; empty until then
 */
public record MergeRequest(
        int iid,
        String sourceBranch,
        String targetBranch,
        String title,
        String description,
        String state,
        List<String> assignees,
        List<String> notes,
        String mergeCommit) {

    /** Login of everybody who opens merge requests here. */
    public static final String AUTHOR = "delivery-bot";

    /** Makes the lists immutable. */
    public MergeRequest {
        assignees = List.copyOf(assignees);
        notes = List.copyOf(notes);
    }

    boolean isOpen() {
        return state.equals("opened");
    }

    MergeRequest edited(String newTitle, String newDescription, String newState, List<String> newAssignees) {
        return new MergeRequest(
                iid, sourceBranch, targetBranch, newTitle, newDescription, newState, newAssignees, notes, mergeCommit);
    }

    MergeRequest noted(List<String> all) {
        return new MergeRequest(
                iid, sourceBranch, targetBranch, title, description, state, assignees, all, mergeCommit);
    }

    MergeRequest mergedBy(String commit) {
        return new MergeRequest(
                iid, sourceBranch, targetBranch, title, description, "merged", assignees, notes, commit);
    }
}
