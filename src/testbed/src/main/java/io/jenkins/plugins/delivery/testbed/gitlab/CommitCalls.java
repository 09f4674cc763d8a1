package io.jenkins.plugins.delivery.testbed.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commits, their statuses, and the rules of branches. */
final class CommitCalls {

    private static final List<String> STATES =
            List.of("pending", "running", "success", "failed", "canceled", "skipped");

    private final GitLabServer server;

    CommitCalls(GitLabServer server) {
        this.server = server;
    }

    private BareRepository git(Call call) {
        return Optional.ofNullable(server.found(call).merging().git)
                .orElseThrow(() -> GitLabServer.refuse(404, "404 Commit Not Found"));
    }

    Answer setStatus(Call call) {
        GitLabProject project = server.found(call);
        JsonNode body = call.request().json();
        String sha = call.variable("sha");
        if (!STATES.contains(body.path("state").asText())) {
            throw new Refusal(Answer.json(400, Map.of("error", "state does not have a valid value")));
        }
        if (!sha.matches("[0-9a-f]{40}")
                || project.merging().git != null && !git(call).exists(sha)) {
            throw GitLabServer.refuse(404, "404 Commit Not Found");
        }
        CommitStatus status = new CommitStatus(
                body.path("name").asText(body.path("context").asText("default")),
                body.path("state").asText(),
                body.path("description").asText(""),
                body.path("target_url").asText(""),
                body.path("ref").asText(""));
        if (!project.setStatus(sha, status)) {
            throw GitLabServer.refuse(
                    400,
                    "Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via"
                            + " \"enqueue\")");
        }
        return Answer.json(201, json(sha, status));
    }

    Answer statuses(Call call) {
        String sha = call.variable("sha");
        Optional<String> name = call.request().queryParameter("name");
        return Answer.json(
                200,
                server.found(call).statuses(sha).stream()
                        .filter(status -> name.isEmpty() || name.get().equals(status.name()))
                        .map(status -> json(sha, status))
                        .toList());
    }

    private static Map<String, Object> json(String sha, CommitStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sha", sha);
        json.put("name", status.name());
        json.put("status", status.status());
        json.put("description", status.description());
        json.put("target_url", status.targetUrl());
        json.put("ref", status.ref());
        return json;
    }

    Answer mergeBase(Call call) {
        List<String> refs = call.request().queryParameters().getOrDefault("refs[]", List.of());
        String base = git(call).mergeBase(refs.get(0), refs.get(1));
        if (base.isEmpty()) {
            throw GitLabServer.refuse(404, "404 Merge Base Not Found");
        }
        return Answer.json(200, Map.of("id", base));
    }

    Answer commit(Call call) {
        List<String> parts = git(call).parentsAndTree(call.variable("sha"));
        return Answer.json(200, Map.of("id", call.variable("sha"), "parent_ids", parts.subList(0, parts.size() - 1)));
    }

    /** Whether two commits differ, with straight=true; what the difference is is not told here. */
    Answer compare(Call call) {
        String from = call.request().queryParameter("from").orElse("");
        String to = call.request().queryParameter("to").orElse("");
        List<String> one = git(call).parentsAndTree(from);
        List<String> other = git(call).parentsAndTree(to);
        boolean same = one.get(one.size() - 1).equals(other.get(other.size() - 1));
        return Answer.json(200, Map.of("diffs", same ? List.of() : List.of(Map.of("new_path", "README.md"))));
    }

    /** Newest first; ref_name may be a range. */
    Answer commits(Call call) {
        String range = call.request().queryParameter("ref_name").orElse("main");
        boolean firstParent =
                call.request().queryParameter("first_parent").orElse("").equals("true");
        String[] ends = range.split("\\.\\.", 2);
        List<Map<String, Object>> commits = git(call).range(ends[0], ends[1], firstParent).entrySet().stream()
                .map(commit -> Map.<String, Object>of("id", commit.getKey(), "parent_ids", commit.getValue()))
                .toList();
        return server.page(call.request(), commits);
    }

    Answer branch(Call call) {
        String name = call.variable("branch");
        if (server.found(call).merging().git != null && git(call).tip(name).isEmpty()) {
            throw GitLabServer.refuse(404, "404 Branch Not Found");
        }
        return Answer.json(200, Map.of("name", name));
    }

    Answer project(Call call) {
        GitLabProject project = server.found(call);
        return Answer.json(
                200,
                Map.of(
                        "path_with_namespace",
                        project.path(),
                        "only_allow_merge_if_pipeline_succeeds",
                        project.merging().rules.pipeline()));
    }

    Answer protections(Call call) {
        return server.page(
                call.request(),
                server.found(call).protections().stream().map(CommitCalls::json).toList());
    }

    private static Map<String, Object> json(ProtectedBranch branch) {
        return Map.of(
                "name",
                branch.name(),
                "allow_force_push",
                branch.forcePush(),
                "push_access_levels",
                branch.push().stream()
                        .map(level -> Map.of(
                                "access_level",
                                level,
                                "access_level_description",
                                level == 0 ? "No one" : level == 30 ? "Developers + Maintainers" : "Maintainers"))
                        .toList(),
                "merge_access_levels",
                List.of(Map.of("access_level", 40, "access_level_description", "Maintainers")));
    }

    /** Both paths are not there without a licence. */
    Answer approvalRules(Call call) {
        int required = licensed(call);
        return Answer.json(
                200,
                List.of(Map.of(
                        "name",
                        "All Members",
                        "rule_type",
                        "any_approver",
                        "approvals_required",
                        required,
                        "protected_branches",
                        List.of())));
    }

    Answer approvalSettings(Call call) {
        licensed(call);
        return Answer.json(
                200, Map.of("merge_requests_author_approval", server.found(call).authorsApprove()));
    }

    private int licensed(Call call) {
        return server.found(call)
                .approvalRule()
                .orElseThrow(() -> new Refusal(Answer.json(404, Map.of("error", "404 Not Found"))));
    }
}
