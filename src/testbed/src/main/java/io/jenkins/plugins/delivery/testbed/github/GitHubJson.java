package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The API's structures, with the fields a client of ours may want to read. */
final class GitHubJson {

    private final String base;
    private final GitHubRepository repository;

    GitHubJson(String base, GitHubRepository repository) {
        this.base = base;
        this.repository = repository;
    }

    Map<String, Object> status(CommitStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", status.id());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("context", status.context());
        json.put("description", status.description());
        json.put("target_url", status.targetUrl());
        json.put("created_at", status.createdAt().toString());
        json.put("updated_at", status.createdAt().toString());
        return json;
    }

    /** One state for a commit: failed if anything failed, pending while something is or nothing was told (Statuses, combined). */
    Map<String, Object> combined(String sha) {
        List<CommitStatus> current = repository.currentStatuses(sha);
        boolean failed = current.stream()
                .anyMatch(status ->
                        status.state() == CommitStatus.State.FAILURE || status.state() == CommitStatus.State.ERROR);
        boolean green =
                !current.isEmpty() && current.stream().allMatch(status -> status.state() == CommitStatus.State.SUCCESS);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", failed ? "failure" : green ? "success" : "pending");
        json.put("sha", sha);
        json.put("total_count", current.size());
        json.put("statuses", current.stream().map(this::status).toList());
        return json;
    }

    Map<String, Object> comment(IssueComment comment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", comment.id());
        json.put("body", comment.body());
        json.put("user", Map.of("login", comment.author()));
        json.put("url", base + "/repos/" + repository.fullName() + "/issues/comments/" + comment.id());
        json.put(
                "html_url",
                base + "/" + repository.fullName() + "/pull/" + comment.issue() + "#issuecomment-" + comment.id());
        return json;
    }

    /** In lists GitHub says nothing of what it has to work out for each. */
    Map<String, Object> listed(PullRequest pull) {
        Map<String, Object> json = pull(pull);
        List.of("mergeable_state", "mergeable", "merged").forEach(json::remove);
        return json;
    }

    Map<String, Object> pull(PullRequest pull) {
        String owner = repository.fullName().substring(0, repository.fullName().indexOf('/'));
        boolean merged = pull.state() == PullRequest.State.MERGED;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", pull.number());
        json.put("state", pull.state() == PullRequest.State.OPEN ? "open" : "closed");
        json.put("title", pull.content().title());
        json.put("body", pull.content().body());
        json.put("user", Map.of("login", pull.author()));
        json.put(
                "head",
                Map.of(
                        "ref", pull.content().head(),
                        "sha", repository.merging().head(pull),
                        "label", owner + ":" + pull.content().head()));
        json.put(
                "base",
                Map.of(
                        "ref",
                        pull.content().base(),
                        "label",
                        owner + ":" + pull.content().base()));
        json.put("assignees", pull.assignees().stream().map(GitHubJson::user).toList());
        json.put("node_id", "PR_" + repository.fullName() + "#" + pull.number());
        json.put("draft", repository.merging().drafts.contains(pull.number()));
        String state = repository.merging().state(repository, pull);
        json.put("mergeable_state", state);
        json.put("mergeable", state.equals("unknown") ? null : !state.equals("dirty"));
        json.put(
                "auto_merge",
                repository.merging().orders.containsKey(pull.number()) ? Map.of("merge_method", "merge") : null);
        json.put("merged", merged);
        json.put("merged_at", merged ? String.format("2026-01-01T00:00:%02dZ", pull.number() % 60) : null);
        json.put("merge_commit_sha", merged ? pull.mergeCommit() : null);
        json.put("html_url", base + "/" + repository.fullName() + "/pull/" + pull.number());
        return json;
    }

    /** A commit, whose author is null when no user has its mail address. */
    Map<String, Object> commit(String sha) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sha", sha);
        json.put("author", repository.authorOf(sha).map(GitHubJson::user).orElse(null));
        BareRepository git = repository.merging().git;
        if (git != null && git.exists(sha)) {
            List<String> parts = git.parentsAndTree(sha);
            json.put("commit", Map.of("tree", Map.of("sha", parts.get(parts.size() - 1))));
            json.put(
                    "parents",
                    parts.subList(0, parts.size() - 1).stream()
                            .map(parent -> Map.of("sha", parent))
                            .toList());
        }
        return json;
    }

    private static Map<String, Object> user(String login) {
        return Map.of("login", login, "id", Math.abs(login.hashCode()));
    }

    static Map<String, Object> review(Review review) {
        return Map.of(
                "user",
                Map.of("login", review.login(), "type", review.login().endsWith("[bot]") ? "Bot" : "User"),
                "state",
                review.state(),
                "commit_id",
                review.commit(),
                "author_association",
                review.association());
    }

    static Map<String, Object> protection(BranchProtection protection) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!protection.requiredContexts().isEmpty()) {
            json.put(
                    "required_status_checks",
                    Map.of("strict", protection.strict(), "contexts", protection.requiredContexts()));
        }
        if (protection.requiredApprovals() > 0) {
            json.put(
                    "required_pull_request_reviews",
                    Map.of("required_approving_review_count", protection.requiredApprovals()));
        }
        json.put("allow_force_pushes", Map.of("enabled", protection.forcePush()));
        json.put("enforce_admins", Map.of("enabled", protection.enforceAdmins()));
        return json;
    }
}
