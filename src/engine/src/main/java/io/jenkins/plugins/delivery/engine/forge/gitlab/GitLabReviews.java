package io.jenkins.plugins.delivery.engine.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.BranchRules;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import io.jenkins.plugins.delivery.engine.forge.ReviewedPull;
import io.jenkins.plugins.delivery.engine.forge.Reviews;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GitLab's REST API: "Merge request approvals", "Merge requests" (reviewers), "Commits" and "Repositories" (merge base). */
public final class GitLabReviews implements Reviews {

    /** The users that GitLab makes for access tokens (docs.gitlab.com, "Bot users for projects", "Bot users for groups"). */
    private static final Pattern BOT = Pattern.compile("(?:project|group)_\\d+_bot(?:_.*|\\d*)");

    private final ForgeHttp http;
    private final String project;

    private GitLabReviews(ForgeHttp http, String project) {
        this.http = http;
        this.project = "/projects/" + ForgeHttp.encoded(project);
    }

    /** Fits {@link Reviews.Opener}. */
    public static Reviews open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitLabReviews(new ForgeHttp("GitLab", address, credentialsId, context), address.project());
    }

    @Override
    public ReviewedPull pull(long number) throws InterruptedException {
        return read(http.get(project + "/merge_requests/" + number));
    }

    @Override
    public Optional<ReviewedPull> mergedWith(String commit, String branch) throws InterruptedException {
        Optional<JsonNode> found =
                http.pages(project + "/repository/commits/" + commit + "/merge_requests?state=merged").stream()
                        .filter(merge -> merge.path("state").asText().equals("merged"))
                        .filter(merge -> branch == null
                                || merge.path("target_branch").asText().equals(branch))
                        .max(Comparator.comparing(
                                merge -> merge.path("merged_at").asText()));
        return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
    }

    private ReviewedPull read(JsonNode merge) throws InterruptedException {
        String path = project + "/merge_requests/" + merge.path("iid").asLong();
        List<ReviewedPull.Review> reviews = new ArrayList<>();
        for (JsonNode approval : http.get(path + "/approvals").path("approved_by")) {
            reviews.add(review(approval.at("/user/username").asText(), true));
        }
        for (JsonNode reviewer : reviewers(path)) {
            if (reviewer.path("state").asText().equals("requested_changes")) {
                reviews.add(review(reviewer.at("/user/username").asText(), false));
            }
        }
        return new ReviewedPull(
                merge.path("iid").asLong(),
                merge.path("web_url").asText(),
                merge.path("target_branch").asText(),
                merge.path("sha").asText(),
                merge.at("/author/username").asText(),
                reviews);
    }

    /** GitLab withdraws approvals by itself when it is told to, and does not say which commit one was for. */
    private static ReviewedPull.Review review(String login, boolean approved) {
        return new ReviewedPull.Review(
                login, approved, null, !BOT.matcher(login).matches());
    }

    /** Since GitLab 13; older ones know no requests for changes. */
    private Iterable<JsonNode> reviewers(String path) throws InterruptedException {
        try {
            return http.get(path + "/reviewers");
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    @Override
    public List<String> mainline(String since, String commit) throws InterruptedException {
        String base = http.get(project + "/repository/merge_base?refs%5B%5D=" + since + "&refs%5B%5D=" + commit)
                .path("id")
                .asText();
        if (!base.equals(since)) {
            throw new TerminalException(
                    "Commit " + since + " is not part of the history of " + commit + ".",
                    "Set since to the commit that was released before.");
        }
        return brought(commit, since);
    }

    @Override
    public Optional<Merge> merge(String commit) throws InterruptedException {
        JsonNode parents = http.get(project + "/repository/commits/" + commit).path("parent_ids");
        if (parents.size() != 2) {
            return Optional.empty();
        }
        String from = parents.get(1).asText();
        JsonNode difference = http.get(project + "/repository/compare?straight=true&from=" + from + "&to=" + commit);
        boolean asBrought =
                difference.path("diffs").isArray() && difference.path("diffs").isEmpty();
        return Optional.of(new Merge(parents.get(0).asText(), from, asBrought));
    }

    @Override
    public List<String> brought(String from, String into) throws InterruptedException {
        List<String> line = new ArrayList<>();
        for (JsonNode found :
                http.pages(project + "/repository/commits?ref_name=" + into + ".." + from + "&first_parent=true")) {
            line.add(found.path("id").asText());
        }
        if (line.size() >= ForgeHttp.LONGEST_LIST) {
            throw new TerminalException(
                    "More commits lie between " + into + " and " + from + " than are looked at.",
                    "Set since to a later commit.");
        }
        return line;
    }

    @Override
    public BranchRules rules(String branch) throws InterruptedException {
        return new GitLabBranch(http, project, branch).rules();
    }
}
