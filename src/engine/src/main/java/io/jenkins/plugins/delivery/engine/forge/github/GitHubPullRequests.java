package io.jenkins.plugins.delivery.engine.forge.github;

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

/**
 * GitHub's REST API: "Pulls" (list, create, update), "Issues" (assignees, comments; a pull request is an issue too) and "Commits"
 * (which knows the account behind an author's mail address).
 */
public final class GitHubPullRequests implements PullRequests {

    private final ForgeHttp http;
    private final String repository;
    private final String owner;

    private GitHubPullRequests(ForgeHttp http, String project) {
        this.http = http;
        this.owner = project.substring(0, project.indexOf('/'));
        String name = project.substring(project.indexOf('/') + 1);
        this.repository = "/repos/" + ForgeHttp.encoded(owner) + "/" + ForgeHttp.encoded(name);
    }

    /** Fits {@link PullRequests.Opener}. */
    public static PullRequests open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitHubPullRequests(new ForgeHttp("GitHub", address, credentialsId, context), address.project());
    }

    @Override
    public Optional<PullRequest> find(String head, String base) throws InterruptedException {
        JsonNode found = http.get(repository + "/pulls?state=open&head=" + ForgeHttp.encoded(owner + ":" + head)
                + "&base=" + ForgeHttp.encoded(base));
        // Without access to the head, or with a name it does not understand, GitHub ignores the filter and lists
        // others.
        for (JsonNode pull : found) {
            if (pull.at("/head/ref").asText().equals(head)
                    && pull.at("/base/ref").asText().equals(base)) {
                return Optional.of(read(pull));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<PullRequest> openInto(String base) throws InterruptedException {
        List<PullRequest> all = new ArrayList<>();
        for (JsonNode pull : http.pages(repository + "/pulls?state=open&base=" + ForgeHttp.encoded(base))) {
            all.add(read(pull));
        }
        return all;
    }

    @Override
    public PullRequest open(PullRequestDraft meant) throws InterruptedException {
        PullRequestDraft draft = http.words(meant);
        try {
            return read(http.send(
                    "POST",
                    repository + "/pulls",
                    Map.of("title", draft.title(), "head", draft.head(), "base", draft.base(), "body", draft.body())));
        } catch (TerminalException e) {
            // 422 "A pull request already exists": somebody was faster, or an answer of ours was lost.
            return find(draft.head(), draft.base()).orElseThrow(() -> e);
        }
    }

    @Override
    public PullRequest update(PullRequest pull, PullRequestDraft meant) throws InterruptedException {
        PullRequestDraft draft = http.words(meant);
        return read(http.send(
                "PATCH", repository + "/pulls/" + pull.number(), Map.of("title", draft.title(), "body", draft.body())));
    }

    @Override
    public Optional<PullRequest> get(long number) throws InterruptedException {
        try {
            return Optional.of(read(http.get(repository + "/pulls/" + number)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<PullRequest> mergedWith(String commit) throws InterruptedException {
        JsonNode found;
        try {
            found = http.get(repository + "/commits/" + ForgeHttp.encoded(commit) + "/pulls?per_page=100");
        } catch (NotFoundException e) {
            return Optional.empty();
        }
        List<JsonNode> merged = new ArrayList<>();
        found.forEach(merged::add);
        return merged.stream()
                .filter(pull -> pull.path("merged_at").isTextual())
                .max(Comparator.comparing(pull -> pull.path("merged_at").asText()))
                .map(GitHubPullRequests::read);
    }

    @Override
    public PullComment comment(PullRequest pull, String text) throws InterruptedException {
        return comment(http.send(
                "POST", repository + "/issues/" + pull.number() + "/comments", Map.of("body", http.words(text))));
    }

    @Override
    public List<PullComment> comments(PullRequest pull) throws InterruptedException {
        List<PullComment> all = new ArrayList<>();
        for (JsonNode comment : http.pages(repository + "/issues/" + pull.number() + "/comments")) {
            all.add(comment(comment));
        }
        return all;
    }

    @Override
    public PullComment edit(PullRequest pull, PullComment comment, String text) throws InterruptedException {
        return comment(
                http.send("PATCH", repository + "/issues/comments/" + comment.id(), Map.of("body", http.words(text))));
    }

    private static PullComment comment(JsonNode comment) {
        return new PullComment(
                comment.path("id").asLong(),
                comment.path("html_url").asText(),
                comment.path("body").asText(""));
    }

    @Override
    public void close(PullRequest pull) throws InterruptedException {
        http.send("PATCH", repository + "/pulls/" + pull.number(), Map.of("state", "closed"));
    }

    @Override
    public Optional<Account> author(String commit, String email) throws InterruptedException {
        try {
            // The account is null when no user has confirmed that address.
            JsonNode author = http.get(repository + "/commits/" + ForgeHttp.encoded(commit))
                    .path("author");
            return author.path("login").isTextual()
                    ? Optional.of(new Account(
                            author.path("login").asText(), author.path("id").asLong()))
                    : Optional.empty();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean assign(PullRequest pull, Account account) throws InterruptedException {
        JsonNode issue = http.send(
                "POST",
                repository + "/issues/" + pull.number() + "/assignees",
                Map.of("assignees", List.of(account.login())));
        // Users without push access are left out without an error.
        return logins(issue).contains(account.login());
    }

    private static PullRequest read(JsonNode pull) {
        return new PullRequest(
                pull.path("number").asLong(),
                pull.path("html_url").asText(),
                pull.path("title").asText(),
                pull.path("body").asText(""),
                logins(pull));
    }

    private static List<String> logins(JsonNode issue) {
        List<String> logins = new ArrayList<>();
        issue.path("assignees")
                .forEach(assignee -> logins.add(assignee.path("login").asText()));
        return logins;
    }
}
