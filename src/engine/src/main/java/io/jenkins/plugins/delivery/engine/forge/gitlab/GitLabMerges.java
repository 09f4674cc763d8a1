package io.jenkins.plugins.delivery.engine.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestMerges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitLab's REST API: "Merge requests" ({@code detailed_merge_status}, merge), "Merge request approvals" and "Jobs". GitLab waits with
 * merging for the pipeline and, since 17, for every other rule ({@code auto_merge}; {@code merge_when_pipeline_succeeds} before).
 */
public final class GitLabMerges implements PullRequestMerges {

    private final ForgeHttp http;
    private final String project;

    private GitLabMerges(ForgeHttp http, String project) {
        this.http = http;
        this.project = "/projects/" + ForgeHttp.encoded(project);
    }

    /** The merges of a project. */
    public static PullRequestMerges open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitLabMerges(new ForgeHttp("GitLab", address, credentialsId, context), address.project());
    }

    @Override
    public MergeLook look(PullRequest pull) throws InterruptedException {
        JsonNode json = http.get(path(pull));
        String head = json.path("sha").asText("");
        switch (json.path("state").asText()) {
            case "merged":
                return MergeLook.merged(commit(json, head), head);
            case "closed":
                return MergeLook.closed(head);
            default:
                break;
        }
        String status = json.path("detailed_merge_status").asText();
        String target = json.path("target_branch").asText();
        // Before conflicts, which GitLab claims of it too. It stays open without its branch; older ones tell no commit
        // then.
        if (head.isEmpty() || status.equals("commits_status")) {
            String branch = json.path("source_branch").asText();
            String gone = "its branch " + branch + " is gone or has no commits: restore it, or close the merge request"
                    + " to give it up";
            return new MergeLook(MergeLook.State.OPEN, "", head, false, List.of(gone));
        }
        boolean conflicts = json.path("has_conflicts").asBoolean() || status.equals("conflict");
        List<String> blocks = new ArrayList<>();
        if (json.path("draft").asBoolean()) {
            blocks.add("it is a draft");
        }
        if (conflicts) {
            blocks.add("it conflicts with " + target);
        } else if (status.equals("need_rebase")) {
            blocks.add("it has to be brought up to date with " + target);
        }
        if (blocks.isEmpty() && !status.equals("mergeable")) {
            blocks.addAll(reasons(pull, json, status));
        }
        return new MergeLook(MergeLook.State.OPEN, "", head, conflicts || status.equals("need_rebase"), blocks);
    }

    /** A fast-forward makes no commit of its own. */
    private static String commit(JsonNode json, String head) {
        for (String field : List.of("merge_commit_sha", "squash_commit_sha")) {
            if (json.path(field).isTextual()) {
                return json.path(field).asText();
            }
        }
        return head;
    }

    /** The values of {@code detailed_merge_status} (docs.gitlab.com/api/merge_requests, "Merge status"). */
    private List<String> reasons(PullRequest pull, JsonNode json, String status) throws InterruptedException {
        return switch (status) {
            case "not_approved" -> List.of(approvals(pull));
            case "requested_changes" -> List.of("somebody asked for changes");
            case "ci_must_pass", "ci_still_running" -> pipeline(json);
            case "discussions_not_resolved" -> List.of("threads are not resolved");
            case "draft_status" -> List.of("it is a draft");
            case "blocked_status", "merge_request_blocked" -> List.of("another merge request has to go first");
            case "external_status_checks", "status_checks_must_pass" ->
                List.of("an external status check has not passed");
            case "policies_denied", "security_policy_violations" -> List.of("a policy of the project denies it");
            case "approvals_syncing", "checking", "unchecked", "preparing" ->
                List.of("GitLab still works out whether it can be merged");
            default -> List.of("GitLab says: " + (status.isEmpty() ? "no status" : status.replace('_', ' ')));
        };
    }

    private String approvals(PullRequest pull) throws InterruptedException {
        JsonNode approvals = http.get(path(pull) + "/approvals");
        int left = approvals.path("approvals_left").asInt(1);
        int required = Math.max(left, approvals.path("approvals_required").asInt());
        return left + " of " + required + (required == 1 ? " approval is" : " approvals are") + " missing";
    }

    private List<String> pipeline(JsonNode json) throws InterruptedException {
        JsonNode pipeline = json.path("head_pipeline");
        String status = pipeline.path("status").asText();
        if (!status.equals("failed")) {
            return List.of(
                    status.isEmpty()
                            ? "no pipeline has run, and without one the project merges nothing"
                            : "its pipeline is " + status.replace('_', ' '));
        }
        List<String> failed = new ArrayList<>();
        for (JsonNode job : http.get(
                project + "/pipelines/" + pipeline.path("id").asLong() + "/jobs?scope%5B%5D=failed&per_page=100")) {
            if (!job.path("allow_failure").asBoolean()) {
                failed.add("job '" + job.path("name").asText() + "' failed");
            }
        }
        return failed.isEmpty() ? List.of("its pipeline failed") : failed;
    }

    @Override
    public Optional<String> mergeWhenAllowed(PullRequest pull, String head, String message)
            throws InterruptedException {
        Map<String, Object> merge = new LinkedHashMap<>();
        merge.put("sha", head);
        merge.put("should_remove_source_branch", true);
        merge.put("squash_commit_message", message);
        Map<String, Object> later = new LinkedHashMap<>(merge);
        later.put("auto_merge", true);
        later.put("merge_when_pipeline_succeeds", true);
        try {
            http.send("PUT", path(pull) + "/merge", later);
            return Optional.empty();
        } catch (TerminalException e) {
            return mergeable(pull) ? now(pull, merge) : Optional.of(e.getMessage());
        }
    }

    /** What has no pipeline cannot be merged after it: GitLab refuses with 405 although it would merge now. */
    private Optional<String> now(PullRequest pull, Map<String, Object> merge) throws InterruptedException {
        try {
            http.send("PUT", path(pull) + "/merge", merge);
            return Optional.empty();
        } catch (TerminalException e) {
            return Optional.of(e.getMessage());
        }
    }

    private boolean mergeable(PullRequest pull) throws InterruptedException {
        return http.get(path(pull)).path("detailed_merge_status").asText().equals("mergeable");
    }

    private String path(PullRequest pull) {
        return project + "/merge_requests/" + pull.number();
    }
}
