package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;

/** Comments of issues and pull requests. */
final class CommentCalls {

    private final GitHubLookup lookup;

    CommentCalls(GitHubLookup lookup) {
        this.lookup = lookup;
    }

    Answer createComment(Call call) {
        GitHubRepository repository = lookup.repository(call);
        int issue = GitHubLookup.pull(repository, call).number();
        return Answer.json(
                201,
                lookup.json(repository).comment(repository.addComment(issue, GitHubServer.BOT, commentBody(call))));
    }

    Answer listComments(Call call) {
        GitHubRepository repository = lookup.repository(call);
        int issue = GitHubLookup.pull(repository, call).number();
        return lookup.page(call.request(), repository.comments(issue), lookup.json(repository)::comment);
    }

    Answer editComment(Call call) {
        GitHubRepository repository = lookup.repository(call);
        return repository
                .editComment(GitHubLookup.number(call.variable("id")), commentBody(call))
                .map(comment -> Answer.json(200, lookup.json(repository).comment(comment)))
                .orElseThrow(() -> GitHubLookup.refuse(404, "Not Found"));
    }

    private static String commentBody(Call call) {
        String body = call.request().json().path("body").asText("");
        if (body.isBlank()) {
            throw new Refusal(GitHubServer.invalid("IssueComment", "body", "body cannot be blank"));
        }
        return body;
    }
}
