package io.jenkins.plugins.delivery.testbed.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Commit statuses. */
final class StatusCalls {

    private static final int MAXIMUM_DESCRIPTION = 140;

    private final GitHubLookup lookup;

    StatusCalls(GitHubLookup lookup) {
        this.lookup = lookup;
    }

    Answer createStatus(Call call) {
        GitHubRepository repository = lookup.repository(call);
        JsonNode body = call.request().json();
        String sha = call.variable("sha");
        if (!sha.matches("[0-9a-f]{40}")) {
            throw GitHubLookup.refuse(422, "No commit found for SHA: " + sha);
        }
        String description = body.path("description").asText("");
        if (description.length() > MAXIMUM_DESCRIPTION) {
            throw new Refusal(GitHubServer.invalid(
                    "Status", "description", "description is too long (maximum is 140 characters)"));
        }
        CommitStatus status = repository.addStatus(
                sha,
                state(body.path("state").asText("")),
                body.path("context").asText("default"),
                description,
                body.path("target_url").asText(""));
        return Answer.json(201, lookup.json(repository).status(status));
    }

    Answer combinedStatus(Call call) {
        GitHubRepository repository = lookup.repository(call);
        return Answer.json(200, lookup.json(repository).combined(call.variable("sha")));
    }

    /** Newest first. */
    Answer listStatuses(Call call) {
        GitHubRepository repository = lookup.repository(call);
        List<CommitStatus> statuses = new ArrayList<>(repository.statuses(call.variable("sha")));
        Collections.reverse(statuses);
        return lookup.page(call.request(), statuses, lookup.json(repository)::status);
    }

    private static CommitStatus.State state(String text) {
        for (CommitStatus.State state : CommitStatus.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return state;
            }
        }
        throw new Refusal(GitHubServer.invalid("Status", "state", "state is not included in the list"));
    }
}
