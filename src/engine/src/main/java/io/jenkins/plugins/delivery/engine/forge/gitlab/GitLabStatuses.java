package io.jenkins.plugins.delivery.engine.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ForbiddenException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.CommitState;
import io.jenkins.plugins.delivery.engine.forge.CommitStatuses;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GitLab's REST API, "Commits" (set the pipeline status of a commit, list the statuses of a commit). A status is a job of the commit's
 * pipeline there; a token needs the scope api and the role Developer.
 */
public final class GitLabStatuses implements CommitStatuses {

    private final ForgeHttp http;
    private final String project;

    private GitLabStatuses(ForgeHttp http, String project) {
        this.http = http;
        this.project = "/projects/" + ForgeHttp.encoded(project);
    }

    /** Fits {@link CommitStatuses.Opener}. */
    public static CommitStatuses open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitLabStatuses(new ForgeHttp("GitLab", address, credentialsId, context), address.project());
    }

    @Override
    public Place tip(long number) throws InterruptedException {
        JsonNode merge = http.get(project + "/merge_requests/" + number);
        return new Place(merge.path("sha").asText(), merge.path("source_branch").asText());
    }

    @Override
    public void set(Place place, Status status) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", state(status.state()));
        body.put("name", status.context());
        body.put("description", status.description());
        if (place.branch() != null) {
            body.put("ref", place.branch());
        }
        if (status.url() != null) {
            body.put("target_url", status.url());
        }
        try {
            http.send("POST", project + "/statuses/" + place.commit(), body);
        } catch (ForbiddenException e) {
            throw new ForbiddenException(e.getMessage() + " The token needs the scope api and the role Developer.", "");
        } catch (TerminalException e) {
            // GitLab refuses to set what is set: 400 "Cannot transition status via :enqueue from :pending".
            if (!e.getMessage().contains("Cannot transition status") || !isSet(place, status)) {
                throw e;
            }
        }
    }

    private boolean isSet(Place place, Status status) throws InterruptedException {
        String path = project + "/repository/commits/" + place.commit() + "/statuses?name="
                + ForgeHttp.encoded(status.context())
                + (place.branch() == null ? "" : "&ref=" + ForgeHttp.encoded(place.branch()));
        for (JsonNode found : http.get(path)) {
            if (found.path("name").asText().equals(status.context())
                    && found.path("status").asText().equals(state(status.state()))) {
                return true;
            }
        }
        return false;
    }

    /** GitLab has no word for what could not be decided; both block a merge. */
    private static String state(CommitState state) {
        return switch (state) {
            case PENDING -> "pending";
            case SUCCESS -> "success";
            case FAILURE, ERROR -> "failed";
        };
    }
}
