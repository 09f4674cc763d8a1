package io.jenkins.plugins.delivery.testbed.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Merging of pull requests, by REST and by the GraphQL mutation for auto-merge. */
final class MergeCalls {

    private final GitHubLookup lookup;
    private final Map<String, GitHubRepository> repositories;

    MergeCalls(GitHubLookup lookup, Map<String, GitHubRepository> repositories) {
        this.lookup = lookup;
        this.repositories = repositories;
    }

    Answer settings(Call call) {
        GitHubRepository repository = lookup.repository(call);
        return Answer.json(
                200,
                Map.of(
                        "full_name",
                        repository.fullName(),
                        "allow_merge_commit",
                        repository.merging().allowed.contains(MergeKind.MERGE),
                        "allow_squash_merge",
                        repository.merging().allowed.contains(MergeKind.SQUASH),
                        "allow_rebase_merge",
                        repository.merging().allowed.contains(MergeKind.REBASE)));
    }

    Answer merge(Call call) {
        GitHubRepository repository = lookup.repository(call);
        PullRequest pull = GitHubLookup.pull(repository, call);
        JsonNode body = call.request().json();
        if (!body.path("sha").asText().equals(repository.merging().head(pull))) {
            throw GitHubLookup.refuse(409, "Head branch was modified. Review and try the merge again.");
        }
        if (!Merging.MERGEABLE.contains(repository.merging().state(repository, pull))) {
            throw GitHubLookup.refuse(405, "Pull Request is not mergeable");
        }
        MergeKind kind =
                MergeKind.valueOf(body.path("merge_method").asText("merge").toUpperCase(Locale.ROOT));
        if (!repository.merging().allowed.contains(kind)) {
            throw GitHubLookup.refuse(405, kind + " merges are not allowed on this repository.");
        }
        String commit = repository.merge(
                pull.number(), kind, message(body.path("commit_title"), body.path("commit_message"), pull));
        return Answer.json(200, Map.of("sha", commit, "merged", true));
    }

    Answer graph(Call call) {
        JsonNode variables = call.request().json().path("variables");
        String id = variables.path("pull").asText();
        GitHubRepository repository = repositories.get(id.substring(3, id.indexOf('#')));
        PullRequest pull = repository
                .pull(Integer.parseInt(id.substring(id.indexOf('#') + 1)))
                .orElseThrow();
        if (!repository.merging().autoMergeAllowed) {
            return error("Pull request Auto merge is not allowed for this repository");
        }
        String state = repository.merging().state(repository, pull);
        if (Merging.MERGEABLE.contains(state) || state.equals("draft") || state.equals("dirty")) {
            return error("Pull request is in " + state + " status");
        }
        MergeKind kind = MergeKind.valueOf(variables.path("method").asText());
        repository
                .merging()
                .orders
                .put(
                        pull.number(),
                        new Merging.Order(kind, message(variables.path("headline"), variables.path("body"), pull)));
        return Answer.json(200, Map.of("data", Map.of("enablePullRequestAutoMerge", Map.of())));
    }

    private static String message(JsonNode title, JsonNode body, PullRequest pull) {
        return title.isTextual()
                ? title.asText() + " (#" + pull.number() + ")\n\n" + body.asText("")
                : "Merge pull request #" + pull.number() + " from "
                        + pull.content().head() + "\n\n" + pull.content().title();
    }

    private static Answer error(String message) {
        return Answer.json(200, Map.of("errors", List.of(Map.of("type", "UNPROCESSABLE", "message", message))));
    }
}
