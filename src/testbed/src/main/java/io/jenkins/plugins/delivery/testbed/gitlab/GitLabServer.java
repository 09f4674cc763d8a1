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
        MergeRequestCalls requests = new MergeRequestCalls(this);
        MergeCalls calls = new MergeCalls(this, requests);
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
                .get(merges, requests::list)
                .post(merges, requests::create)
                .get(merges + "/{iid}", requests::get)
                .on("PUT", merges + "/{iid}", requests::edit)
                .get(project + "/repository/commits/{sha}/merge_requests", requests::ofCommit)
                .get(merges + "/{iid}/notes", requests::notes)
                .on("PUT", merges + "/{iid}/notes/{note}", requests::editNote)
                .post(merges + "/{iid}/notes", requests::note);
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

    /** Users that do not exist are left out without a word. */
    synchronized List<String> names(JsonNode ids) {
        List<String> names = new ArrayList<>();
        ids.forEach(id -> users.values().stream()
                .filter(user -> user.id() == id.asLong())
                .forEach(user -> names.add(user.username())));
        return names;
    }

    GitLabProject found(Call call) {
        return Optional.ofNullable(projects.get(call.variable("project")))
                .orElseThrow(() -> new Refusal(error(404, "404 Project Not Found")));
    }

    /** Users by their names. */
    List<Map<String, Object>> people(List<String> names) {
        return names.stream().map(users::get).map(GitLabServer::json).toList();
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
}
