package io.jenkins.plugins.delivery.testbed.gitlab;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the merge requests of one project get merged, when its Git repository is known. Guarded by the project's lock. */
final class Merging {

    /** An order to merge as soon as the rules allow it. */
    record Order(String squashMessage, boolean removeBranch) {}

    /** What a merge has made; squash is empty when there was none, merge when it was a fast-forward. */
    record Made(String squash, String merge) {}

    final Map<Integer, Set<String>> approvals = new HashMap<>();
    final Map<Integer, Set<String>> opponents = new HashMap<>();
    final Set<Integer> drafts = new HashSet<>();
    final Set<Integer> threads = new HashSet<>();
    final Set<Integer> checking = new HashSet<>();
    final Map<Integer, Order> orders = new HashMap<>();
    final Map<Integer, Made> made = new HashMap<>();
    final Map<String, Pipeline> pipelines = new HashMap<>();
    final Map<Integer, String> heads = new HashMap<>();
    MergeRules rules = MergeRules.usual();
    BareRepository git;

    /** Without its branch a new GitLab still tells the last commit, and an old one tells none. */
    String head(MergeRequest merge) {
        String tip = git == null ? "" : git.tip(merge.sourceBranch());
        if (!tip.isEmpty() && merge.isOpen()) {
            heads.put(merge.iid(), tip);
        }
        return gone(merge) && !rules.checks() ? "" : heads.getOrDefault(merge.iid(), "");
    }

    private boolean gone(MergeRequest merge) {
        return git != null && merge.isOpen() && git.tip(merge.sourceBranch()).isEmpty();
    }

    /** GitLab calls so whatever cannot be merged in Git, also without a branch. */
    boolean conflicts(MergeRequest merge) {
        return gone(merge)
                || git != null && merge.isOpen() && git.conflicts(merge.targetBranch(), merge.sourceBranch());
    }

    Set<String> approvals(int iid) {
        return approvals.computeIfAbsent(iid, key -> new LinkedHashSet<>());
    }

    Set<String> opponents(int iid) {
        return opponents.computeIfAbsent(iid, key -> new LinkedHashSet<>());
    }

    /** {@code detailed_merge_status}: the first thing that stands in the way. */
    String status(MergeRequest merge) {
        if (!merge.isOpen()) {
            return "not_open";
        }
        if (checking.remove(merge.iid())) {
            return "checking";
        }
        if (drafts.contains(merge.iid())) {
            return "draft_status";
        }
        if (gone(merge)) {
            return "commits_status";
        }
        if (conflicts(merge)) {
            return "conflict";
        }
        if (threads.contains(merge.iid())) {
            return "discussions_not_resolved";
        }
        Pipeline pipeline = pipelines.get(head(merge));
        if (rules.pipeline() && (pipeline == null || !pipeline.status().equals("success"))) {
            return pipeline != null && pipeline.isActive() ? "ci_still_running" : "ci_must_pass";
        }
        if (!opponents(merge.iid()).isEmpty()) {
            return "requested_changes";
        }
        if (approvals(merge.iid()).size() < rules.approvals()) {
            return "not_approved";
        }
        boolean forward = rules.method() == MergeRules.Method.FAST_FORWARD;
        return forward && git != null && git.behind(merge.targetBranch(), head(merge)) ? "need_rebase" : "mergeable";
    }

    /** Merges, whatever the rules say. */
    Made merge(MergeRequest merge, Order order) {
        String target = merge.targetBranch();
        String head = head(merge);
        String title = "Merge branch '" + merge.sourceBranch() + "' into '" + target + "'";
        boolean forward = rules.method() == MergeRules.Method.FAST_FORWARD;
        Made result;
        if (rules.squash() && !forward) {
            List<String> both = git.squashAndMerge(target, head, order.squashMessage(), title);
            result = new Made(both.get(0), both.get(1));
        } else if (rules.squash()) {
            result = new Made(git.merge(target, head, BareRepository.MergeKind.SQUASH, order.squashMessage()), "");
        } else if (forward) {
            git.fastForward(target, head);
            result = new Made("", "");
        } else {
            result = new Made("", git.merge(target, head, BareRepository.MergeKind.MERGE, title));
        }
        made.put(merge.iid(), result);
        if (order.removeBranch()) {
            git.delete(merge.sourceBranch());
        }
        return result;
    }
}
