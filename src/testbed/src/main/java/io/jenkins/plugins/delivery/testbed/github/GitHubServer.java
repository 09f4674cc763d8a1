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

    private final boolean enterprise;

    private GitHubServer(Clock clock, boolean enterprise) {
        this.clock = clock;
        this.enterprise = enterprise;
    }

    /** Starts the stand-in, which wants this token and has these repositories, each named as owner/name. */
    public static GitHubServer start(String token, String... repositories) {
        return start(new GitHubServer(Clock.systemUTC(), false), token, repositories);
    }

    /** Starts a GitHub Enterprise Server: its API is below {@link #api()}, and its hooks show in the state of pull requests. */
    public static GitHubServer enterprise(String token, String... repositories) {
        return start(new GitHubServer(Clock.systemUTC(), true), token, repositories);
    }

    /** Where the REST API begins. */
    public String api() {
        return url() + (enterprise ? "/api/v3" : "");
    }

    private static GitHubServer start(GitHubServer server, String token, String... repositories) {
        for (String name : repositories) {
            server.repositories.put(name, new GitHubRepository(name, server.clock));
            server.repositories.get(name).merging().enterprise = server.enterprise;
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
        BranchCalls branches = new BranchCalls(lookup);
        String repository = (enterprise ? "/api/v3" : "") + "/repos/{owner}/{repo}";
        return new Routes()
                .get(repository, merges::settings)
                .get(repository + "/rules/branches/{branch}", branches::rules)
                .get(repository + "/commits/{sha}/check-runs", branches::checkRuns)
                .on("PUT", repository + "/pulls/{number}/merge", merges::merge)
                .post(enterprise ? "/api/graphql" : "/graphql", merges::graph)
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
                .get(repository + "/branches/{branch}/protection", branches::protection)
                .get(repository + "/branches/{branch}", branches::branch)
                .get(repository + "/rulesets/{id}", branches::ruleset)
                .get(repository + "/compare/{range}", branches::compare);
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
