package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the pull requests of one repository get merged, when its Git repository is known. Guarded by the repository's lock. */
final class Merging {

    /** An order to merge as soon as the rules allow it. */
    record Order(MergeKind kind, String message) {}

    final Set<MergeKind> allowed = EnumSet.allOf(MergeKind.class);
    final Set<Integer> drafts = new HashSet<>();
    private final Map<Integer, List<Review>> reviews = new HashMap<>();
    final Map<Integer, Order> orders = new HashMap<>();
    private final Map<Integer, String> heads = new HashMap<>();
    BareRepository git;
    boolean autoMergeAllowed = true;
    boolean enterprise;

    /** The states in which GitHub merges. */
    static final Set<String> MERGEABLE = Set.of("clean", "unstable", "has_hooks");

    String head(PullRequest pull) {
        String tip = git == null ? "" : git.tip(pull.content().head());
        if (!tip.isEmpty() && pull.state() == PullRequest.State.OPEN) {
            heads.put(pull.number(), tip);
        }
        return heads.getOrDefault(pull.number(), pull.content().headSha());
    }

    List<Review> reviews(int pull) {
        return reviews.computeIfAbsent(pull, key -> new ArrayList<>());
    }

    /** The last word of everybody who may write. */
    private Map<String, String> opinions(int pull) {
        Map<String, String> opinions = new LinkedHashMap<>();
        reviews(pull).stream()
                .filter(review -> !review.state().equals("COMMENTED") && review.mayWrite())
                .forEach(review -> opinions.put(review.login(), review.state()));
        return opinions;
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
        String base = pull.content().base();
        Demands demands = Demands.of(repository, base);
        Set<String> green = new HashSet<>();
        Set<String> red = new HashSet<>();
        repository
                .currentStatuses(head(pull))
                .forEach(status -> (status.state() == CommitStatus.State.SUCCESS ? green : red).add(status.context()));
        repository
                .checkRuns(head(pull))
                .forEach((name, conclusion) ->
                        (Set.of("success", "neutral", "skipped").contains(conclusion) ? green : red).add(name));
        Map<String, String> opinions = opinions(pull.number());
        long approvals = opinions.values().stream().filter("APPROVED"::equals).count();
        boolean met = green.containsAll(demands.contexts())
                && approvals >= demands.approvals()
                && (demands.approvals() == 0 || !opinions.containsValue("CHANGES_REQUESTED"))
                && !demands.conversations();
        if (!met) {
            return "blocked";
        }
        if (demands.strict() && git.behind(base, head(pull))) {
            return "behind";
        }
        return red.isEmpty() ? enterprise ? "has_hooks" : "clean" : "unstable";
    }

    /** Protection and rulesets of a branch added up. */
    private record Demands(Set<String> contexts, int approvals, boolean strict, boolean conversations) {

        static Demands of(GitHubRepository repository, String branch) {
            Set<String> contexts = new HashSet<>();
            int approvals = 0;
            boolean strict = false;
            boolean conversations = false;
            for (Ruleset ruleset : repository.rulesets()) {
                if (ruleset.branch().equals(branch)) {
                    contexts.addAll(ruleset.contexts());
                    approvals = Math.max(approvals, ruleset.approvals());
                    strict |= ruleset.strict();
                    conversations |= ruleset.conversations();
                }
            }
            BranchProtection classic = repository.protection(branch).orElse(null);
            if (classic != null) {
                contexts.addAll(classic.requiredContexts());
                approvals = Math.max(approvals, classic.requiredApprovals());
                strict |= classic.strict();
            }
            return new Demands(contexts, approvals, strict, conversations);
        }
    }
}
