package io.jenkins.plugins.delivery.engine.forge.github;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ForbiddenException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.CommitStatuses;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** GitHub's REST API, "Commit statuses"; a token needs "Commit statuses: write". */
public final class GitHubStatuses implements CommitStatuses {

    private final ForgeHttp http;
    private final String repository;

    private GitHubStatuses(ForgeHttp http, String project) {
        this.http = http;
        this.repository = GitHubPaths.repository(project);
    }

    /** Fits {@link CommitStatuses.Opener}. */
    public static CommitStatuses open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitHubStatuses(new ForgeHttp("GitHub", address, credentialsId, context), address.project());
    }

    @Override
    public Place tip(long number) throws InterruptedException {
        String sha = http.get(repository + "/pulls/" + number).at("/head/sha").asText();
        return new Place(sha, null);
    }

    @Override
    public void set(Place place, Status status) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", status.state().name().toLowerCase(Locale.ROOT));
        body.put("context", status.context());
        body.put("description", status.description());
        if (status.url() != null) {
            body.put("target_url", status.url());
        }
        try {
            http.send("POST", repository + "/statuses/" + place.commit(), body);
        } catch (ForbiddenException e) {
            throw new ForbiddenException(
                    e.getMessage() + " The token needs the permission \"Commit statuses: write\".", "");
        } catch (TerminalException e) {
            // 422 "No commit found for SHA": what other calls say with 404.
            if (e.getMessage().contains("No commit found")) {
                throw new NotFoundException(e.getMessage());
            }
            throw e;
        }
    }
}
