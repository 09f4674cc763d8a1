package io.jenkins.plugins.delivery.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestMerges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's REST API, "Pulls" ({@code mergeable_state}, merge) and "Repositories" (which kinds of merges are allowed), and the mutation
 * {@code enablePullRequestAutoMerge} of its GraphQL API, as auto-merge has no REST call.
 */
public final class GitHubMerges implements PullRequestMerges {

    private static final String AUTO_MERGE =
            "mutation($pull: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!,"
                    + " $headline: String, $body: String) { enablePullRequestAutoMerge(input: {pullRequestId: $pull, mergeMethod:"
                    + " $method, expectedHeadOid: $head, commitHeadline: $headline, commitBody: $body}) { clientMutationId } }";

    private final ForgeHttp http;
    private final ForgeHttp graph;
    private final String repository;

    private GitHubMerges(ForgeHttp http, ForgeHttp graph, String project) {
        this.http = http;
        this.graph = graph;
        int slash = project.indexOf('/');
        this.repository = "/repos/" + ForgeHttp.encoded(project.substring(0, slash)) + "/"
                + ForgeHttp.encoded(project.substring(slash + 1));
    }

    /** The merges of a repository; GraphQL is at {@code /graphql}, and of an own GitHub at {@code /api/graphql}. */
    public static PullRequestMerges open(ForgeAddress address, String credentialsId, EngineContext context) {
        String base = address.api().replaceFirst("/+$", "").replaceFirst("/v3$", "");
        return new GitHubMerges(
                new ForgeHttp("GitHub", address, credentialsId, context),
                new ForgeHttp(
                        "GitHub", new ForgeAddress(address.kind(), base, address.project()), credentialsId, context),
                address.project());
    }

    @Override
    public MergeLook look(PullRequest pull) throws InterruptedException {
        JsonNode json = get(pull);
        String head = json.at("/head/sha").asText();
        if (json.path("merged").asBoolean()) {
            return MergeLook.merged(json.path("merge_commit_sha").asText(), head);
        }
        if (json.path("state").asText().equals("closed")) {
            return MergeLook.closed(head);
        }
        String state = json.path("mergeable_state").asText();
        String base = json.at("/base/ref").asText();
        boolean conflicts = state.equals("dirty")
                || json.path("mergeable").isBoolean() && !json.path("mergeable").asBoolean();
        List<String> blocks = new ArrayList<>();
        if (json.path("draft").asBoolean() || state.equals("draft")) {
            blocks.add("it is a draft");
        }
        if (conflicts) {
            blocks.add("it conflicts with " + base);
        } else if (state.equals("behind")) {
            blocks.add("it has to be brought up to date with " + base);
        }
        // Of an unstable one only checks fail that nobody requires; has_hooks is a clean one of an own GitHub.
        if (blocks.isEmpty() && !List.of("clean", "unstable", "has_hooks").contains(state)) {
            blocks.addAll(new GitHubRules(http, repository).blocks(pull.number(), base, head));
            if (blocks.isEmpty()) {
                blocks.add(
                        state.equals("blocked")
                                ? "the rules of " + base + " do not allow it yet, and GitHub does not say which one"
                                : "GitHub still works out whether it can be merged");
            }
        }
        return new MergeLook(MergeLook.State.OPEN, "", head, conflicts || state.equals("behind"), blocks);
    }

    @Override
    public Optional<String> mergeWhenAllowed(PullRequest pull, String head, String message)
            throws InterruptedException {
        JsonNode json = get(pull);
        if (json.path("merged").asBoolean() || json.path("auto_merge").isObject()) {
            return Optional.empty();
        }
        String method = method();
        String[] parts = message.split("\n", 2);
        String body = parts.length == 1 ? "" : parts[1].strip();
        Optional<String> refused = autoMerge(json.path("node_id").asText(), method, head, parts[0], body);
        if (refused.isEmpty()) {
            return refused;
        }
        if (!List.of("clean", "unstable", "has_hooks")
                .contains(json.path("mergeable_state").asText())) {
            return refused;
        }
        // Auto-merge is only for what cannot be merged yet, and not every repository has it.
        Map<String, Object> merge = new LinkedHashMap<>();
        merge.put("sha", head);
        merge.put("merge_method", method);
        if (method.equals("squash")) {
            merge.put("commit_title", parts[0]);
            merge.put("commit_message", body);
        }
        try {
            http.send("PUT", repository + "/pulls/" + pull.number() + "/merge", merge);
            return Optional.empty();
        } catch (TerminalException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> autoMerge(String id, String method, String head, String headline, String body)
            throws InterruptedException {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("pull", id);
        variables.put("method", method.toUpperCase(java.util.Locale.ROOT));
        variables.put("head", head);
        // Only a squash makes a commit that has to say what ours says.
        variables.put("headline", method.equals("squash") ? headline : null);
        variables.put("body", method.equals("squash") ? body : null);
        try {
            JsonNode answer = graph.send("POST", "/graphql", Map.of("query", AUTO_MERGE, "variables", variables));
            JsonNode error = answer.path("errors").path(0).path("message");
            return error.isTextual() ? Optional.of("GitHub says: " + error.asText()) : Optional.empty();
        } catch (TerminalException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** A merge keeps our commit as it is, signature included; a squash says what we say; a rebase copies it. */
    private String method() throws InterruptedException {
        JsonNode settings = http.get(repository);
        if (settings.path("allow_merge_commit").asBoolean(true)) {
            return "merge";
        }
        return settings.path("allow_squash_merge").asBoolean(true) ? "squash" : "rebase";
    }

    private JsonNode get(PullRequest pull) throws InterruptedException {
        return http.get(repository + "/pulls/" + pull.number());
    }
}
