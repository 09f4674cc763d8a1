package io.jenkins.plugins.delivery.testbed.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Merging of merge requests, their approvals, reviewers and pipelines. */
final class MergeCalls {

    private final GitLabServer server;
    private final MergeRequestCalls requests;

    MergeCalls(GitLabServer server, MergeRequestCalls requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * "Merge a merge request": 409 for another tip, 405 for what cannot be merged now, 422 for what cannot be merged at all.
     */
    Answer merge(Call call) {
        GitLabProject project = server.found(call);
        MergeRequest merge = requests.merge(call);
        JsonNode body = call.request().json();
        Merging merging = project.merging();
        if (body.hasNonNull("sha") && !body.path("sha").asText().equals(merging.head(merge))) {
            throw GitLabServer.refuse(409, "SHA does not match HEAD of source branch");
        }
        Merging.Order order = new Merging.Order(
                body.path("squash_commit_message").asText(merge.title()),
                body.path("should_remove_source_branch").asBoolean());
        String status = merging.status(merge);
        boolean waits = body.path("auto_merge").asBoolean()
                || body.path("merge_when_pipeline_succeeds").asBoolean();
        Pipeline pipeline = merging.pipelines.get(merging.head(merge));
        boolean finished = pipeline != null && pipeline.status().equals("success");
        // What could be merged now is not merged later unless a pipeline leads there.
        if (status.equals("mergeable") && (!waits || finished)) {
            project.perform(merge.iid(), order);
        } else if (status.equals("conflict")) {
            throw GitLabServer.refuse(422, "Branch cannot be merged");
        } else if (waits && mayWait(merging, pipeline, status)) {
            merging.orders.put(merge.iid(), order);
        } else {
            throw GitLabServer.refuse(405, "405 Method Not Allowed");
        }
        return Answer.json(200, requests.json(project, requests.merge(call)));
    }

    private static boolean mayWait(Merging merging, Pipeline pipeline, String status) {
        if (status.equals("need_rebase") || status.equals("not_open")) {
            return false;
        }
        boolean runs = pipeline != null && pipeline.isActive();
        return runs || merging.rules.checks() && !status.equals("mergeable");
    }

    Answer approvals(Call call) {
        MergeRequest merge = requests.merge(call);
        Merging merging = server.found(call).merging();
        Set<String> approved = merging.approvals(merge.iid());
        int required = merging.rules.approvals();
        return Answer.json(
                200,
                Map.of(
                        "iid",
                        merge.iid(),
                        "approvals_required",
                        required,
                        "approvals_left",
                        Math.max(0, required - approved.size()),
                        "approved",
                        approved.size() >= required,
                        "approved_by",
                        approved.stream()
                                .map(login -> Map.of("user", Map.of("username", login)))
                                .toList()));
    }

    Answer reviewers(Call call) {
        MergeRequest merge = requests.merge(call);
        Merging merging = server.found(call).merging();
        List<Map<String, Object>> reviewers = new ArrayList<>();
        merging.approvals(merge.iid()).forEach(login -> reviewers.add(reviewer(login, "approved")));
        merging.opponents(merge.iid()).forEach(login -> reviewers.add(reviewer(login, "requested_changes")));
        return Answer.json(200, reviewers);
    }

    private static Map<String, Object> reviewer(String login, String state) {
        return Map.of("user", Map.of("username", login), "state", state);
    }

    Answer failedJobs(Call call) {
        Pipeline pipeline = server.found(call).merging().pipelines.values().stream()
                .filter(known -> ("" + known.id()).equals(call.variable("pipeline")))
                .findFirst()
                .orElseThrow(() -> GitLabServer.refuse(404, "404 Not found"));
        return Answer.json(
                200,
                pipeline.failed().stream()
                        .map(name -> Map.of("name", name, "status", "failed", "allow_failure", name.startsWith("may-")))
                        .toList());
    }
}
