package io.jenkins.plugins.delivery.testbed.gitlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What GitLab knows about one project; for tests to look at. */
public final class GitLabProject {

    private final Map<Integer, MergeRequest> merges = new LinkedHashMap<>();
    private final String path;

    GitLabProject(String path) {
        this.path = path;
    }

    /** Groups and name, with slashes. */
    public String path() {
        return path;
    }

    /** All merge requests, oldest first. */
    public synchronized List<MergeRequest> mergeRequests() {
        return List.copyOf(merges.values());
    }

    synchronized MergeRequest open(String source, String target, String title, String description) {
        int iid = merges.size() + 1;
        MergeRequest merge =
                new MergeRequest(iid, source, target, title, description, "opened", List.of(), new ArrayList<>(), "");
        merges.put(iid, merge);
        return merge;
    }

    /** Merges a merge request by this commit. */
    public synchronized void merge(int iid, String commit) {
        change(iid, merge -> merge.mergedBy(commit));
    }

    /** Opens a merge request and returns it with its number. */
    public synchronized MergeRequest open(String source, String target, String title) {
        return open(source, target, title, "");
    }

    synchronized Optional<MergeRequest> change(int iid, UnaryOperator<MergeRequest> change) {
        return Optional.ofNullable(merges.computeIfPresent(iid, (key, merge) -> change.apply(merge)));
    }
}
