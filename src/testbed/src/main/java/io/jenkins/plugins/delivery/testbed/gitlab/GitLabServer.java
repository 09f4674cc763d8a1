package io.jenkins.plugins.delivery.testbed.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitLab's REST API (version 4) on a local port, as far as its pages "Merge requests", "Merge request approvals", "Notes", "Commits",
 * "Protected branches" and "Users" describe it. The base address of the API is {@link #api()}.
 */
public final class GitLabServer extends StandInServer {

    /** A user: id, name and public mail address. */
    private record User(long id, String username, String email) {}

    private final Map<String, GitLabProject> projects = new LinkedHashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();

    private GitLabServer() {}

    /** Starts the stand-in, which wants this token and has these projects, each named by its whole path. */
    public static GitLabServer start(String token, String... projects) {
        GitLabServer server = new GitLabServer();
        for (String path : projects) {
            server.projects.put(path, new GitLabProject(path));
        }
        server.requireBearer(token);
        server.open();
        return server;
    }

    /** Where the API begins. */
    public String api() {
        return url() + "/api/v4";
    }

    /** Adds a user. */
    public synchronized void user(long id, String username, String email) {
        users.put(username, new User(id, username, email));
    }

    /**
     * A project by its path.
     *
     * @throws IllegalArgumentException when there is no such project
     */
    public GitLabProject project(String path) {
        return Optional.ofNullable(projects.get(path))
                .orElseThrow(() -> new IllegalArgumentException("GitLab has no project " + path + " here."));
    }

    @Override
    protected Routes routes() {
        String merges = "/api/v4/projects/{project}/merge_requests";
        MergeCalls calls = new MergeCalls(this);
        CommitCalls commits = new CommitCalls(this);
        String project = "/api/v4/projects/{project}";
        return new Routes()
                .get("/api/v4/users", this::searchUsers)
                .on("PUT", merges + "/{iid}/merge", calls::merge)
                .get(merges + "/{iid}/approvals", calls::approvals)
                .get(merges + "/{iid}/reviewers", calls::reviewers)
                .get(project + "/pipelines/{pipeline}/jobs", calls::failedJobs)
                .post(project + "/statuses/{sha}", commits::setStatus)
                .get(project + "/repository/commits/{sha}/statuses", commits::statuses)
                .get(project + "/repository/merge_base", commits::mergeBase)
                .get(project + "/repository/commits", commits::commits)
                .get(project + "/repository/commits/{sha}", commits::commit)
                .get(project + "/repository/compare", commits::compare)
                .get(project + "/repository/branches/{branch}", commits::branch)
                .get(project + "/protected_branches", commits::protections)
                .get(project + "/approval_rules", commits::approvalRules)
                .get(project + "/approvals", commits::approvalSettings)
                .get(project, commits::project)
                .get(merges, this::list)
                .post(merges, this::create)
                .get(merges + "/{iid}", this::get)
                .on("PUT", merges + "/{iid}", this::edit)
                .get("/api/v4/projects/{project}/repository/commits/{sha}/merge_requests", this::ofCommit)
                .get(merges + "/{iid}/notes", this::notes)
                .on("PUT", merges + "/{iid}/notes/{note}", this::editNote)
                .post(merges + "/{iid}/notes", this::note);
    }

    @Override
    protected Answer unauthorized(RecordedRequest request) {
        return error(401, "401 Unauthorized");
    }

    static Refusal refuse(int status, String message) {
        return new Refusal(Answer.json(status, Map.of("message", message)));
    }

    private synchronized Answer searchUsers(Call call) {
        String wanted = call.request().queryParameter("search").orElse("");
        return Answer.json(
                200,
                users.values().stream()
                        .filter(user ->
                                user.email().equals(wanted) || user.username().contains(wanted))
                        .map(GitLabServer::json)
                        .toList());
    }

    private Answer list(Call call) {
        RecordedRequest request = call.request();
        return Answer.json(
                200,
                found(call).mergeRequests().stream()
                        .filter(merge -> is(request, "state", merge.state()))
                        .filter(merge -> is(request, "source_branch", merge.sourceBranch()))
                        .filter(merge -> is(request, "target_branch", merge.targetBranch()))
                        .map(merge -> json(found(call), merge))
                        .toList());
    }

    private static boolean is(RecordedRequest request, String parameter, String value) {
        return request.queryParameter(parameter).map(value::equals).orElse(true);
    }

    private Answer create(Call call) {
        GitLabProject project = found(call);
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

    private Answer edit(Call call) {
        GitLabProject project = found(call);
        JsonNode body = call.request().json();
        MergeRequest edited = change(
                call,
                merge -> merge.edited(
                        body.path("title").asText(merge.title()),
                        body.path("description").asText(merge.description()),
                        body.path("state_event").asText("").equals("close") ? "closed" : merge.state(),
                        body.has("assignee_ids") ? names(body.path("assignee_ids")) : merge.assignees()));
        return Answer.json(200, json(project, edited));
    }

    private Answer get(Call call) {
        found(call).settle(merge(call).iid());
        return Answer.json(200, json(found(call), change(call, merge -> merge)));
    }

    private Answer ofCommit(Call call) {
        return Answer.json(
                200,
                found(call).mergeRequests().stream()
                        .filter(merge -> merge.mergeCommit().equals(call.variable("sha")))
                        .map(merge -> json(found(call), merge))
                        .toList());
    }

    /** One page, oldest first. */
    private Answer notes(Call call) {
        MergeRequest merge = change(call, same -> same);
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < merge.notes().size(); i++) {
            all.add(Map.of("id", i + 1, "body", merge.notes().get(i), "system", false));
        }
        return page(call.request(), all);
    }

    private Answer editNote(Call call) {
        String body = call.request().json().path("body").asText("");
        int id = Integer.parseInt(call.variable("note"));
        change(call, merge -> {
            List<String> all = new ArrayList<>(merge.notes());
            all.set(id - 1, body);
            return merge.noted(all);
        });
        return Answer.json(200, Map.of("id", id, "body", body, "system", false));
    }

    private Answer note(Call call) {
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

    /** Users that do not exist are left out without a word. */
    private synchronized List<String> names(JsonNode ids) {
        List<String> names = new ArrayList<>();
        ids.forEach(id -> users.values().stream()
                .filter(user -> user.id() == id.asLong())
                .forEach(user -> names.add(user.username())));
        return names;
    }

    private MergeRequest change(Call call, java.util.function.UnaryOperator<MergeRequest> change) {
        String iid = call.variable("iid");
        return found(call)
                .change(iid.matches("\\d{1,9}") ? Integer.parseInt(iid) : 0, change)
                .orElseThrow(() -> new Refusal(error(404, "404 Not found")));
    }

    MergeRequest merge(Call call) {
        return change(call, same -> same);
    }

    GitLabProject found(Call call) {
        return Optional.ofNullable(projects.get(call.variable("project")))
                .orElseThrow(() -> new Refusal(error(404, "404 Project Not Found")));
    }

    private static Map<String, Object> json(User user) {
        return Map.of("id", user.id(), "username", user.username(), "public_email", user.email());
    }

    /** One page of a list. */
    Answer page(RecordedRequest request, List<Map<String, Object>> all) {
        int size = Integer.parseInt(request.queryParameter("per_page").orElse("20"));
        int page = Integer.parseInt(request.queryParameter("page").orElse("1"));
        int from = Math.min((page - 1) * size, all.size());
        return Answer.json(200, all.subList(from, Math.min(from + size, all.size())));
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
        json.put(
                "assignees",
                merge.assignees().stream()
                        .map(users::get)
                        .map(GitLabServer::json)
                        .toList());
        json.put("web_url", url() + "/" + project.path() + "/-/merge_requests/" + merge.iid());
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
