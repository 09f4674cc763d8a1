package io.jenkins.plugins.delivery.testbed.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Pull requests and their reviews. */
final class PullCalls {

    private final GitHubLookup lookup;

    PullCalls(GitHubLookup lookup) {
        this.lookup = lookup;
    }

    /** The pull request that brought a commit in, or has it at its tip. */
    Answer pullsOfCommit(Call call) {
        GitHubRepository repository = lookup.repository(call);
        String sha = call.variable("sha");
        List<PullRequest> pulls = repository.pulls().stream()
                .filter(pull -> pull.mergeCommit().equals(sha)
                        || pull.content().headSha().equals(sha))
                .toList();
        return lookup.page(call.request(), pulls, lookup.json(repository)::listed);
    }

    /** Newest first; head is given as owner:branch. */
    Answer listPulls(Call call) {
        GitHubRepository repository = lookup.repository(call);
        RecordedRequest request = call.request();
        String state = request.queryParameter("state").orElse("open");
        Optional<String> head = request.queryParameter("head").map(value -> value.substring(value.indexOf(':') + 1));
        Optional<String> into = request.queryParameter("base");
        List<PullRequest> pulls = new ArrayList<>(repository.pulls().stream()
                .filter(pull -> state.equals("all") || state.equals("open") == (pull.state() == PullRequest.State.OPEN))
                .filter(pull ->
                        head.isEmpty() || head.get().equals(pull.content().head()))
                .filter(pull ->
                        into.isEmpty() || into.get().equals(pull.content().base()))
                .toList());
        Collections.reverse(pulls);
        return lookup.page(request, pulls, lookup.json(repository)::listed);
    }

    Answer getPull(Call call) {
        GitHubRepository repository = lookup.repository(call);
        PullRequest pull =
                repository.settled(GitHubLookup.pull(repository, call).number());
        return Answer.json(200, lookup.json(repository).pull(pull));
    }

    /** Title, text and state; what is absent stays. */
    Answer editPull(Call call) {
        GitHubRepository repository = lookup.repository(call);
        PullRequest pull = GitHubLookup.pull(repository, call);
        JsonNode body = call.request().json();
        String state = body.path("state").asText("open");
        if (!List.of("open", "closed").contains(state)) {
            throw new Refusal(GitHubServer.invalid("PullRequest", "state", "state is not open or closed"));
        }
        PullRequest edited = repository
                .editPull(
                        pull.number(),
                        body.path("title").asText(pull.content().title()),
                        body.path("body").asText(pull.content().body()),
                        state.equals("closed") && pull.state() == PullRequest.State.OPEN
                                ? PullRequest.State.CLOSED
                                : pull.state())
                .orElseThrow();
        return Answer.json(200, lookup.json(repository).pull(edited));
    }

    /** Answers with the issue, as "Add assignees to an issue" does. */
    Answer assign(Call call) {
        GitHubRepository repository = lookup.repository(call);
        List<String> logins = new ArrayList<>();
        call.request().json().path("assignees").forEach(login -> logins.add(login.asText()));
        int number = GitHubLookup.pull(repository, call).number();
        PullRequest assigned = repository.assignPull(number, logins).orElseThrow();
        return Answer.json(201, lookup.json(repository).pull(assigned));
    }

    Answer commit(Call call) {
        String sha = call.variable("sha");
        if (!sha.matches("[0-9a-f]{40}")) {
            throw GitHubLookup.refuse(422, "No commit found for SHA: " + sha);
        }
        return Answer.json(200, lookup.json(lookup.repository(call)).commit(sha));
    }

    Answer createPull(Call call) {
        GitHubRepository repository = lookup.repository(call);
        JsonNode body = call.request().json();
        for (String field : List.of("title", "head", "base")) {
            if (body.path(field).asText("").isEmpty()) {
                throw new Refusal(GitHubServer.invalid("PullRequest", field, field + " is missing"));
            }
        }
        PullRequest.Content content = new PullRequest.Content(
                body.path("title").asText(),
                body.path("body").asText(""),
                body.path("head").asText(),
                "",
                body.path("base").asText());
        boolean exists = repository.pulls().stream()
                .anyMatch(pull -> pull.state() == PullRequest.State.OPEN
                        && pull.content().head().equals(content.head())
                        && pull.content().base().equals(content.base()));
        if (exists) {
            throw new Refusal(GitHubServer.invalid(
                    "PullRequest",
                    "head",
                    "A pull request already exists for " + call.variable("owner") + ":" + content.head() + "."));
        }
        return Answer.json(201, lookup.json(repository).pull(repository.openPull(GitHubServer.BOT, content)));
    }

    Answer listReviews(Call call) {
        GitHubRepository repository = lookup.repository(call);
        PullRequest pull = GitHubLookup.pull(repository, call);
        return lookup.page(call.request(), repository.merging().reviews(pull.number()), GitHubJson::review);
    }
}
