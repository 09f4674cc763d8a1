package io.jenkins.plugins.delivery.testbed.gitlab;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What GitLab knows about one project; for tests to look at. */
public final class GitLabProject {

    private final Map<Integer, MergeRequest> merges = new LinkedHashMap<>();
    private final Map<String, List<CommitStatus>> statuses = new LinkedHashMap<>();
    private final List<ProtectedBranch> protections = new ArrayList<>();
    private final Merging merging = new Merging();
    private Integer approvalRule;
    private boolean authorsApprove;
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

    /** Names the Git repository that this one is about; merge requests then have its commits and can be merged. */
    public synchronized void hosts(BareRepository git) {
        merging.git = git;
    }

    /** Says where a merge request's branch is, in a project without a Git repository. */
    public synchronized void tip(int iid, String commit) {
        merging.heads.put(iid, commit);
    }

    /** How merge requests get merged from now on. */
    public synchronized void rules(MergeRules rules) {
        merging.rules = rules;
    }

    /** Somebody approves a merge request. */
    public synchronized void approve(int iid, String login) {
        merging.opponents(iid).remove(login);
        merging.approvals(iid).add(login);
    }

    /** Somebody asks for changes. */
    public synchronized void requestChanges(int iid, String login) {
        merging.approvals(iid).remove(login);
        merging.opponents(iid).add(login);
    }

    /** Makes a merge request a draft, or ready. */
    public synchronized void draft(int iid, boolean draft) {
        is(merging.drafts, iid, draft);
    }

    /** Opens a thread in a merge request, or resolves it. */
    public synchronized void thread(int iid, boolean open) {
        is(merging.threads, iid, open);
    }

    /** The next look at a merge request comes before GitLab has worked out whether it can be merged. */
    public synchronized void checkingNext(int iid) {
        merging.checking.add(iid);
    }

    private static void is(Set<Integer> those, int iid, boolean so) {
        if (so) {
            those.add(iid);
        } else {
            those.remove(iid);
        }
    }

    /** Says how far the pipeline of a commit is: running, success or failed by these jobs. */
    public synchronized void pipeline(String sha, String status, String... failed) {
        merging.pipelines.put(sha, new Pipeline(merging.pipelines.size() + 1, status, List.of(failed)));
    }

    /** Merges a merge request as a person does who presses the button. */
    public synchronized void mergeByHand(int iid, String squashMessage) {
        perform(iid, new Merging.Order(squashMessage, false));
    }

    /** Protects branches. */
    public synchronized void protect(ProtectedBranch protection) {
        protections.add(protection);
    }

    /**
     * A licence with approval rules, and one of them.
     *
     * @param required how many have to approve
     * @param authors whether the author's own approval counts
     */
    public synchronized void premium(int required, boolean authors) {
        approvalRule = required;
        authorsApprove = authors;
    }

    /** The statuses of a commit, oldest first; one that was still open is changed instead of repeated. */
    public synchronized List<CommitStatus> statuses(String sha) {
        return List.copyOf(statuses.getOrDefault(sha, List.of()));
    }

    /** Adds a status, or changes the open one of that name; empty when GitLab refuses the change. */
    synchronized boolean setStatus(String sha, CommitStatus status) {
        List<CommitStatus> all = statuses.computeIfAbsent(sha, key -> new ArrayList<>());
        for (int i = 0; i < all.size(); i++) {
            boolean open = List.of("pending", "running").contains(all.get(i).status());
            if (open && all.get(i).name().equals(status.name())) {
                // "Cannot transition status": an open status leads on, and never to pending again.
                if (status.status().equals("pending")) {
                    return false;
                }
                all.set(i, status);
                return true;
            }
        }
        return all.add(status);
    }

    synchronized List<ProtectedBranch> protections() {
        return List.copyOf(protections);
    }

    synchronized Optional<Integer> approvalRule() {
        return Optional.ofNullable(approvalRule);
    }

    synchronized boolean authorsApprove() {
        return authorsApprove;
    }

    Merging merging() {
        return merging;
    }

    /** What was waiting for the rules happens now. */
    synchronized void settle(int iid) {
        MergeRequest merge = merges.get(iid);
        Merging.Order order = merging.orders.get(iid);
        if (merge != null && order != null && merging.status(merge).equals("mergeable")) {
            perform(iid, order);
        }
    }

    synchronized void perform(int iid, Merging.Order order) {
        MergeRequest merge = merges.get(iid);
        String head = merging.head(merge);
        Merging.Made made = merging.merge(merge, order);
        String commit = made.merge().isEmpty() ? made.squash().isEmpty() ? head : made.squash() : made.merge();
        merge(iid, commit);
    }
}
