package io.jenkins.plugins.delivery.engine.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.Account;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import io.jenkins.plugins.delivery.engine.forge.PullComment;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitLab's REST API: "Merge requests" (list of a project, create, update), "Notes" and "Users". A user is found by public mail
 * address, by the private one too when the token is an administrator's, and by the login in an address of
 * {@code users.noreply}.
 */
public final class GitLabMergeRequests implements PullRequests {

    /** What GitLab gives out as a private commit address: {@code 1234-ada@users.noreply.gitlab.example.com}. */
    private static final Pattern NOREPLY = Pattern.compile("(?<id>\\d+)-(?<login>[^@]+)@users\\.noreply\\..+");

    private final ForgeHttp http;
    private final String project;

    private GitLabMergeRequests(ForgeHttp http, String project) {
        this.http = http;
        this.project = "/projects/" + ForgeHttp.encoded(project);
    }

    /** Fits {@link PullRequests.Opener}. */
    public static PullRequests open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitLabMergeRequests(new ForgeHttp("GitLab", address, credentialsId, context), address.project());
    }

    @Override
    public Optional<PullRequest> find(String head, String base) throws InterruptedException {
        JsonNode found = http.get(project + "/merge_requests?state=opened&source_branch=" + ForgeHttp.encoded(head)
                + "&target_branch=" + ForgeHttp.encoded(base));
        return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get(0)));
    }

    @Override
    public List<PullRequest> openInto(String base) throws InterruptedException {
        List<PullRequest> all = new ArrayList<>();
        for (JsonNode merge :
                http.pages(project + "/merge_requests?state=opened&target_branch=" + ForgeHttp.encoded(base))) {
            all.add(read(merge));
        }
        return all;
    }

    @Override
    public PullRequest open(PullRequestDraft meant) throws InterruptedException {
        PullRequestDraft draft = http.words(meant);
        try {
            return read(http.send(
                    "POST",
                    project + "/merge_requests",
                    Map.of(
                            "source_branch",
                            draft.head(),
                            "target_branch",
                            draft.base(),
                            "title",
                            draft.title(),
                            "description",
                            draft.body(),
                            // A squash would leave the target without the history that it is opened for.
                            "squash",
                            false)));
        } catch (TerminalException e) {
            // 409 "Another open merge request already exists": somebody was faster, or an answer of ours was lost.
            return find(draft.head(), draft.base()).orElseThrow(() -> e);
        }
    }

    @Override
    public PullRequest update(PullRequest pull, PullRequestDraft meant) throws InterruptedException {
        PullRequestDraft draft = http.words(meant);
        return read(http.send("PUT", path(pull), Map.of("title", draft.title(), "description", draft.body())));
    }

    @Override
    public Optional<PullRequest> get(long number) throws InterruptedException {
        try {
            return Optional.of(read(http.get(project + "/merge_requests/" + number)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<PullRequest> mergedWith(String commit) throws InterruptedException {
        List<JsonNode> merged;
        try {
            merged = http.pages(
                    project + "/repository/commits/" + ForgeHttp.encoded(commit) + "/merge_requests?state=merged");
        } catch (NotFoundException e) {
            return Optional.empty();
        }
        return merged.stream()
                .filter(merge -> merge.path("state").asText().equals("merged"))
                .max(Comparator.comparing(merge -> merge.path("merged_at").asText()))
                .map(GitLabMergeRequests::read);
    }

    @Override
    public PullComment comment(PullRequest pull, String text) throws InterruptedException {
        return comment(pull, http.send("POST", path(pull) + "/notes", Map.of("body", http.words(text))));
    }

    @Override
    public List<PullComment> comments(PullRequest pull) throws InterruptedException {
        List<PullComment> all = new ArrayList<>();
        for (JsonNode note : http.pages(path(pull) + "/notes?sort=asc&order_by=created_at")) {
            if (!note.path("system").asBoolean()) {
                all.add(comment(pull, note));
            }
        }
        return all;
    }

    @Override
    public PullComment edit(PullRequest pull, PullComment comment, String text) throws InterruptedException {
        return comment(pull, http.send("PUT", path(pull) + "/notes/" + comment.id(), Map.of("body", http.words(text))));
    }

    private static PullComment comment(PullRequest pull, JsonNode note) {
        long id = note.path("id").asLong();
        return new PullComment(id, pull.url() + "#note_" + id, note.path("body").asText(""));
    }

    @Override
    public void close(PullRequest pull) throws InterruptedException {
        http.send("PUT", path(pull), Map.of("state_event", "close"));
    }

    @Override
    public Optional<Account> author(String commit, String email) throws InterruptedException {
        Matcher noreply = NOREPLY.matcher(email);
        if (noreply.matches()) {
            return Optional.of(new Account(noreply.group("login"), Long.parseLong(noreply.group("id"))));
        }
        if (email.isBlank()) {
            return Optional.empty();
        }
        JsonNode users = http.get("/users?search=" + ForgeHttp.encoded(email));
        // The search also finds names; only one hit can be meant by an address.
        return users.size() == 1
                ? Optional.of(new Account(
                        users.get(0).path("username").asText(),
                        users.get(0).path("id").asLong()))
                : Optional.empty();
    }

    @Override
    public boolean assign(PullRequest pull, Account account) throws InterruptedException {
        JsonNode changed = http.send("PUT", path(pull), Map.of("assignee_ids", List.of(account.id())));
        return logins(changed).contains(account.login());
    }

    private String path(PullRequest pull) {
        return project + "/merge_requests/" + pull.number();
    }

    private static PullRequest read(JsonNode merge) {
        return new PullRequest(
                merge.path("iid").asLong(),
                merge.path("web_url").asText(),
                merge.path("title").asText(),
                merge.path("description").asText(""),
                logins(merge));
    }

    private static List<String> logins(JsonNode merge) {
        List<String> logins = new ArrayList<>();
        merge.path("assignees")
                .forEach(assignee -> logins.add(assignee.path("username").asText()));
        return logins;
    }
}
