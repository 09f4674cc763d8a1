package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitHub's REST API on a local port. What was told to it stands in its {@link GitHubRepository repositories}. */
public final class GitHubServer extends StandInServer {

    /** The login that comments are signed with. */
    public static final String BOT = "delivery-bot";

    private final Map<String, GitHubRepository> repositories = new LinkedHashMap<>();
    private final Clock clock;

    private GitHubServer(Clock clock) {
        this.clock = clock;
    }

    /** Starts the stand-in, which wants this token and has these repositories, each named as owner/name. */
    public static GitHubServer start(String token, String... repositories) {
        GitHubServer server = new GitHubServer(Clock.systemUTC());
        for (String name : repositories) {
            server.repositories.put(name, new GitHubRepository(name, server.clock));
        }
        server.requireBearer(token);
        server.open();
        return server;
    }

    /**
     * A repository by its full name.
     *
     * @throws IllegalArgumentException when there is no such repository
     */
    public GitHubRepository repository(String fullName) {
        GitHubRepository repository = repositories.get(fullName);
        if (repository == null) {
            throw new IllegalArgumentException("GitHub has no repository " + fullName + " here.");
        }
        return repository;
    }

    /** Refuses the next requests because the hour's budget is used up; it is renewed after this time. */
    public void rateLimitNext(int count, Duration untilReset) {
        failNext(
                count,
                403,
                Json.write(Map.of("message", "API rate limit exceeded")),
                Map.of(
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        Long.toString(clock.instant().plus(untilReset).getEpochSecond())));
    }

    /** Refuses the next requests because they come too fast. */
    public void secondaryRateLimitNext(int count, Duration retryAfter) {
        failNext(
                count,
                429,
                Json.write(Map.of("message", "You have exceeded a secondary rate limit.")),
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    @Override
    protected Routes routes() {
        GitHubLookup lookup = new GitHubLookup(Map.copyOf(repositories), () -> url().toString());
        StatusCalls statuses = new StatusCalls(lookup);
        CommentCalls comments = new CommentCalls(lookup);
        PullCalls pulls = new PullCalls(lookup);
        MergeCalls merges = new MergeCalls(lookup, repositories);
        String repository = "/repos/{owner}/{repo}";
        return new Routes()
                .get(repository, merges::settings)
                .get(repository + "/rules/branches/{branch}", merges::rules)
                .get(repository + "/commits/{sha}/check-runs", merges::checkRuns)
                .on("PUT", repository + "/pulls/{number}/merge", merges::merge)
                .post("/graphql", merges::graph)
                .post(repository + "/statuses/{sha}", statuses::createStatus)
                .get(repository + "/commits/{sha}", pulls::commit)
                .get(repository + "/commits/{sha}/status", statuses::combinedStatus)
                .get(repository + "/commits/{sha}/statuses", statuses::listStatuses)
                .get(repository + "/commits/{sha}/pulls", pulls::pullsOfCommit)
                .post(repository + "/issues/{number}/comments", comments::createComment)
                .get(repository + "/issues/{number}/comments", comments::listComments)
                .on("PATCH", repository + "/issues/comments/{id}", comments::editComment)
                .get(repository + "/pulls", pulls::listPulls)
                .post(repository + "/pulls", pulls::createPull)
                .get(repository + "/pulls/{number}", pulls::getPull)
                .on("PATCH", repository + "/pulls/{number}", pulls::editPull)
                .post(repository + "/issues/{number}/assignees", pulls::assign)
                .get(repository + "/pulls/{number}/reviews", pulls::listReviews)
                .get(repository + "/branches/{branch}/protection", pulls::protection);
    }

    @Override
    protected Answer unauthorized(RecordedRequest request) {
        return error(401, "Bad credentials");
    }

    static Answer invalid(String resource, String field, String message) {
        return Answer.json(
                422,
                Map.of(
                        "message",
                        "Validation Failed",
                        "errors",
                        List.of(Map.of("resource", resource, "field", field, "code", "custom", "message", message))));
    }
}
