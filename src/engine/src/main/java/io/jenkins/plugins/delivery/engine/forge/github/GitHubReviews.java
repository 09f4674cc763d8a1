package io.jenkins.plugins.delivery.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.BranchRules;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import io.jenkins.plugins.delivery.engine.forge.ReviewedPull;
import io.jenkins.plugins.delivery.engine.forge.Reviews;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitHub's REST API: "Pull request reviews", "Commits" (pull requests of a commit, compare). */
public final class GitHubReviews implements Reviews {

    private final ForgeHttp http;
    private final String repository;

    private GitHubReviews(ForgeHttp http, String project) {
        this.http = http;
        this.repository = GitHubPaths.repository(project);
    }

    /** Fits {@link Reviews.Opener}. */
    public static Reviews open(ForgeAddress address, String credentialsId, EngineContext context) {
        return new GitHubReviews(new ForgeHttp("GitHub", address, credentialsId, context), address.project());
    }

    @Override
    public ReviewedPull pull(long number) throws InterruptedException {
        return read(http.get(repository + "/pulls/" + number));
    }

    @Override
    public Optional<ReviewedPull> mergedWith(String commit, String branch) throws InterruptedException {
        Optional<JsonNode> found = http.pages(repository + "/commits/" + commit + "/pulls").stream()
                .filter(pull -> pull.path("merged_at").isTextual())
                .filter(pull -> branch == null || pull.at("/base/ref").asText().equals(branch))
                .max(Comparator.comparing(pull -> pull.path("merged_at").asText()));
        return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
    }

    private ReviewedPull read(JsonNode pull) throws InterruptedException {
        long number = pull.path("number").asLong();
        Map<String, ReviewedPull.Review> last = new LinkedHashMap<>();
        for (JsonNode review : http.pages(repository + "/pulls/" + number + "/reviews")) {
            String login = review.at("/user/login").asText();
            switch (review.path("state").asText()) {
                case "APPROVED" -> last.put(login, review(review, true));
                case "CHANGES_REQUESTED" -> last.put(login, review(review, false));
                case "DISMISSED" -> last.remove(login);
                default -> {
                    // A comment takes nothing back.
                }
            }
        }
        return new ReviewedPull(
                number,
                pull.path("html_url").asText(),
                pull.at("/base/ref").asText(),
                pull.at("/head/sha").asText(),
                pull.at("/user/login").asText(),
                List.copyOf(last.values()));
    }

    private static ReviewedPull.Review review(JsonNode review, boolean approved) {
        boolean person = !review.at("/user/type").asText().equals("Bot");
        return new ReviewedPull.Review(
                review.at("/user/login").asText(),
                approved,
                review.path("commit_id").isTextual() ? review.path("commit_id").asText() : null,
                person
                        && GitHubRules.WRITERS.contains(
                                review.path("author_association").asText()));
    }

    @Override
    public Optional<Merge> merge(String commit) throws InterruptedException {
        JsonNode merge = http.get(repository + "/commits/" + commit);
        if (merge.path("parents").size() != 2) {
            return Optional.empty();
        }
        String from = merge.at("/parents/1/sha").asText();
        JsonNode brought = http.get(repository + "/commits/" + from);
        boolean asBrought = brought.at("/commit/tree/sha").isTextual()
                && brought.at("/commit/tree/sha").equals(merge.at("/commit/tree/sha"));
        return Optional.of(new Merge(merge.at("/parents/0/sha").asText(), from, asBrought));
    }

    @Override
    public List<String> brought(String from, String into) throws InterruptedException {
        return line(into, from, true);
    }

    @Override
    public List<String> mainline(String since, String commit) throws InterruptedException {
        return line(since, commit, false);
    }

    private List<String> line(String since, String commit, boolean mayDiverge) throws InterruptedException {
        Map<String, String> parents = new HashMap<>();
        int total = 0;
        for (int page = 1; page == 1 || parents.size() < total && page <= 10; page++) {
            JsonNode range = http.get(repository + "/compare/" + since + "..." + commit + "?per_page=100&page=" + page);
            String status = range.path("status").asText();
            if (!mayDiverge && !status.equals("ahead") && !status.equals("identical")) {
                throw new TerminalException(
                        "Commit " + since + " is not part of the history of " + commit + " (GitHub calls them " + status
                                + ").",
                        "Set since to the commit that was released before.");
            }
            total = range.path("total_commits").asInt();
            range.path("commits")
                    .forEach(found -> parents.put(
                            found.path("sha").asText(),
                            found.at("/parents/0/sha").asText()));
        }
        if (parents.size() < total) {
            throw new TerminalException(
                    total + " commits lie between " + since + " and " + commit + ", more than are looked at.",
                    "Set since to a later commit.");
        }
        List<String> line = new ArrayList<>();
        for (String next = commit; parents.containsKey(next); next = parents.get(next)) {
            line.add(next);
        }
        return line;
    }

    @Override
    public BranchRules rules(String branch) throws InterruptedException {
        return new GitHubBranch(http, repository, branch).rules();
    }
}
