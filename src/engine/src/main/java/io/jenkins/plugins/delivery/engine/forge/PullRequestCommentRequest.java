package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
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

        @Parameter(help = "What is told: passed, failed, restored, or checked for the gates of a pull request.")
        CommentEvent event,

        @Parameter(help = "Commit that was delivered; its merged pull request is told.")
        String commit,

        @Parameter(help = "Number of the pull request, when it is known; CHANGE_ID for what is checked.")
        Integer number,

        @Parameter(help = ForgeHelp.SOURCE, required = true) String source,

        @Parameter(help = ForgeHelp.HOST) ForgeKind forge,

        @Parameter(help = ForgeHelp.URL) String forgeUrl,

        @Parameter(help = ForgeHelp.PROJECT) String forgeProject,

        @Parameter(help = ForgeHelp.TOKEN) String forgeCredentialsId,

        @Parameter(help = "More that is told, shown as plain text.")
        String text,

        @Parameter(help = "The first error, for a failure; shown as plain text.")
        String error,

        @Parameter(help = "Link to the run.") String url,
        @Parameter(help = "Further facts, name to value.") Map<String, Object> fields,

        @Parameter(help = "Results of gates, as their steps returned them; shown as a table.")
        List<Map<String, Object>> gates,

        @Parameter(help = "What the comment is about, when a pull request gets several, such as terraform.")
        String topic)
        implements ForgeTarget {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** @throws InvalidInputException with every problem */
    public PullRequestCommentRequest {
        List<String> problems = new ArrayList<>();
        name("service", service, problems);
        name("env", env, problems);
        name("topic", topic, problems);
        if (commit == null && number == null) {
            problems.add("commit is required, or number: one of them names the pull request");
        }
        ForgeTarget.problems(forge, commit, number, url, problems);
        for (Map<String, Object> gate : gates) {
            if (!(gate.get("name") instanceof String) || !(gate.get("verdict") instanceof String)) {
                problems.add("gates: each needs name and verdict, as the steps of gates return them");
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("pullRequestComment", problems);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        gates = List.copyOf(gates);
    }

    private static void name(String field, String value, List<String> problems) {
        if (value != null && !value.matches(NAME)) {
            problems.add(field + " '" + value + "' is not a name of letters, digits, dots, dashes and underscores");
        }
    }
}
