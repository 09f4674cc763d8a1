package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How the pull requests of one repository get merged, when its Git repository is known. Guarded by the repository's lock. */
final class Merging {

    /** An order to merge as soon as the rules allow it. */
    record Order(MergeKind kind, String message) {}

    final Set<MergeKind> allowed = EnumSet.allOf(MergeKind.class);
    final Set<Integer> drafts = new HashSet<>();
    final Map<Integer, Map<String, String>> reviews = new HashMap<>();
    final Map<Integer, Order> orders = new HashMap<>();
    private final Map<Integer, String> heads = new HashMap<>();
    BareRepository git;
    boolean autoMergeAllowed = true;

    String head(PullRequest pull) {
        String tip = git == null ? "" : git.tip(pull.content().head());
        if (!tip.isEmpty() && pull.state() == PullRequest.State.OPEN) {
            heads.put(pull.number(), tip);
        }
        return heads.getOrDefault(pull.number(), pull.content().headSha());
    }

    Map<String, String> reviews(int pull) {
        return reviews.computeIfAbsent(pull, key -> new LinkedHashMap<>());
    }

    /** {@code mergeable_state}. */
    String state(GitHubRepository repository, PullRequest pull) {
        if (git == null || pull.state() != PullRequest.State.OPEN) {
            return "unknown";
        }
        if (drafts.contains(pull.number())) {
            return "draft";
        }
        if (git.conflicts(pull.content().base(), pull.content().head())) {
            return "dirty";
        }
        BranchProtection rules = repository.protection(pull.content().base()).orElse(null);
        if (rules == null) {
            return "clean";
        }
        Set<String> green = new HashSet<>();
        repository.currentStatuses(head(pull)).stream()
                .filter(status -> status.state() == CommitStatus.State.SUCCESS)
                .forEach(status -> green.add(status.context()));
        boolean rejected = reviews(pull.number()).containsValue("CHANGES_REQUESTED");
        boolean met = green.containsAll(rules.requiredContexts())
                && pull.approvers().size() >= rules.requiredApprovals()
                && !rejected;
        return met ? "clean" : "blocked";
    }
}
