package io.jenkins.plugins.delivery.testbed.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Merge requests and their notes: opened, found, edited. */
final class MergeRequestCalls {

    private final GitLabServer server;

    MergeRequestCalls(GitLabServer server) {
        this.server = server;
    }

    Answer list(Call call) {
        RecordedRequest request = call.request();
        return Answer.json(
                200,
                server.found(call).mergeRequests().stream()
                        .filter(merge -> is(request, "state", merge.state()))
                        .filter(merge -> is(request, "source_branch", merge.sourceBranch()))
                        .filter(merge -> is(request, "target_branch", merge.targetBranch()))
                        .map(merge -> json(server.found(call), merge))
                        .toList());
    }

    private static boolean is(RecordedRequest request, String parameter, String value) {
        return request.queryParameter(parameter).map(value::equals).orElse(true);
    }

    Answer create(Call call) {
        GitLabProject project = server.found(call);
        JsonNode body = call.request().json();
        for (String field : List.of("source_branch", "target_branch", "title")) {
            if (body.path(field).asText("").isEmpty()) {
                throw new Refusal(Answer.json(400, Map.of("error", field + " is missing")));
            }
        }
        String source = body.path("source_branch").asText();
        String target = body.path("target_branch").asText();
        Optional<MergeRequest> open = project.mergeRequests().stream()
                .filter(merge -> merge.isOpen()
                        && merge.sourceBranch().equals(source)
                        && merge.targetBranch().equals(target))
                .findFirst();
        if (open.isPresent()) {
            throw new Refusal(Answer.json(
                    409,
                    Map.of(
                            "message",
                            List.of("Another open merge request already exists for this source branch: !"
                                    + open.get().iid()))));
        }
        MergeRequest created = project.open(
                source,
                target,
                body.path("title").asText(),
                body.path("description").asText(""));
        return Answer.json(201, json(project, created));
    }

    Answer edit(Call call) {
        GitLabProject project = server.found(call);
        JsonNode body = call.request().json();
        MergeRequest edited = change(
                call,
                merge -> merge.edited(
                        body.path("title").asText(merge.title()),
                        body.path("description").asText(merge.description()),
                        body.path("state_event").asText("").equals("close") ? "closed" : merge.state(),
                        body.has("assignee_ids") ? server.names(body.path("assignee_ids")) : merge.assignees()));
        return Answer.json(200, json(project, edited));
    }

    Answer get(Call call) {
        server.found(call).settle(merge(call).iid());
        return Answer.json(200, json(server.found(call), change(call, merge -> merge)));
    }

    Answer ofCommit(Call call) {
        return Answer.json(
                200,
                server.found(call).mergeRequests().stream()
                        .filter(merge -> merge.mergeCommit().equals(call.variable("sha")))
                        .map(merge -> json(server.found(call), merge))
                        .toList());
    }

    /** One page, oldest first. */
    Answer notes(Call call) {
        MergeRequest merge = change(call, same -> same);
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < merge.notes().size(); i++) {
            all.add(Map.of("id", i + 1, "body", merge.notes().get(i), "system", false));
        }
        return server.page(call.request(), all);
    }

    Answer editNote(Call call) {
        String body = call.request().json().path("body").asText("");
        int id = Integer.parseInt(call.variable("note"));
        change(call, merge -> {
            List<String> all = new ArrayList<>(merge.notes());
            all.set(id - 1, body);
            return merge.noted(all);
        });
        return Answer.json(200, Map.of("id", id, "body", body, "system", false));
    }

    Answer note(Call call) {
        String body = call.request().json().path("body").asText("");
        if (body.isBlank()) {
            throw new Refusal(Answer.json(400, Map.of("error", "body is missing")));
        }
        MergeRequest noted = change(call, merge -> {
            List<String> all = new ArrayList<>(merge.notes());
            all.add(body);
            return merge.noted(all);
        });
        return Answer.json(201, Map.of("id", noted.notes().size(), "body", body, "system", false));
    }

    private MergeRequest change(Call call, UnaryOperator<MergeRequest> change) {
        String iid = call.variable("iid");
        return server.found(call)
                .change(iid.matches("\\d{1,9}") ? Integer.parseInt(iid) : 0, change)
                .orElseThrow(() -> GitLabServer.refuse(404, "404 Not found"));
    }

    /** The merge request that a call names. */
    MergeRequest merge(Call call) {
        return change(call, same -> same);
    }

    Map<String, Object> json(GitLabProject project, MergeRequest merge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", 1000 + merge.iid());
        json.put("iid", merge.iid());
        json.put("state", merge.state());
        json.put("title", merge.title());
        json.put("description", merge.description());
        json.put("source_branch", merge.sourceBranch());
        json.put("target_branch", merge.targetBranch());
        merging(project, merge, json);
        json.put("merged_at", merge.mergeCommit().isEmpty() ? null : "2026-01-01T00:00:00Z");
        json.put("assignees", server.people(merge.assignees()));
        json.put("web_url", server.url() + "/" + project.path() + "/-/merge_requests/" + merge.iid());
        return json;
    }

    private static void merging(GitLabProject project, MergeRequest merge, Map<String, Object> json) {
        Merging merging = project.merging();
        String head = merging.head(merge);
        Merging.Made made = merging.made.get(merge.iid());
        String commit = made == null ? merge.mergeCommit() : made.merge();
        json.put("sha", head.isEmpty() ? null : head);
        json.put("author", Map.of("username", MergeRequest.AUTHOR));
        json.put("draft", merging.drafts.contains(merge.iid()));
        json.put("has_conflicts", merging.conflicts(merge));
        json.put("detailed_merge_status", merging.status(merge));
        json.put("merge_when_pipeline_succeeds", merging.orders.containsKey(merge.iid()));
        json.put("merge_commit_sha", commit.isEmpty() ? null : commit);
        json.put("squash_commit_sha", made == null || made.squash().isEmpty() ? null : made.squash());
        Pipeline pipeline = merging.pipelines.get(head);
        json.put("head_pipeline", pipeline == null ? null : Map.of("id", pipeline.id(), "status", pipeline.status()));
    }
}
