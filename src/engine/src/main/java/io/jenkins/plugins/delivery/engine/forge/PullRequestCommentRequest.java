package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of {@code pullRequestComment}. */
public record PullRequestCommentRequest(
        @Parameter(help = "The service.", required = true) String service,
        @Parameter(help = "The environment.") String env,
        @Parameter(help = "Its version.") String version,

        @Parameter(help = "What is told: passed, failed or restored.")
        CommentEvent event,

        @Parameter(help = "Commit that was delivered; its merged pull request is told.")
        String commit,

        @Parameter(help = "Number of the pull request, when it is known.")
        Integer number,

        @Parameter(help = "URL of the service's repository.", required = true)
        String source,

        @Parameter(help = "Where the repository is hosted: auto, github, gitlab.")
        ForgeKind forge,

        @Parameter(help = "API address of a forge of one's own.")
        String forgeUrl,

        @Parameter(help = "Project at the forge, owner/name; that of source when absent.")
        String forgeProject,

        @Parameter(help = "Token for the forge.") String forgeCredentialsId,

        @Parameter(help = "More that is told, shown as plain text.")
        String text,

        @Parameter(help = "The first error, for a failure; shown as plain text.")
        String error,

        @Parameter(help = "Link to the run.") String url,
        @Parameter(help = "Further facts, name to value.") Map<String, Object> fields)
        implements OperationRequest {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** @throws InvalidInputException with every problem */
    public PullRequestCommentRequest {
        List<String> problems = new ArrayList<>();
        name("service", service, problems);
        name("env", env, problems);
        if (commit == null && number == null) {
            problems.add("commit is required, or number: one of them names the pull request");
        }
        if (commit != null && !commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            problems.add("commit '" + commit + "' is not a full commit id");
        }
        if (number != null && number < 1) {
            problems.add("number is not that of a pull request");
        }
        if (forge == ForgeKind.NONE) {
            problems.add("forge: none has no pull requests; use auto, github or gitlab");
        }
        if (url != null && !url.matches("https?://[^\\s<>\"'`\\p{C}]{1,1000}")) {
            problems.add("url is not an http or https address");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("pullRequestComment", problems);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    private static void name(String field, String value, List<String> problems) {
        if (value != null && !value.matches(NAME)) {
            problems.add(field + " '" + value + "' is not a name of letters, digits, dots, dashes and underscores");
        }
    }
}
