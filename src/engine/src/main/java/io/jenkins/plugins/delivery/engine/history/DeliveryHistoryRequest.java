package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsHelp;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code deliveryHistory}. */
public record DeliveryHistoryRequest(
        @Parameter(help = GitOpsHelp.URL) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "Service to look at; all when absent.")
        String service,

        @Parameter(help = "Environment to look at; all when absent.")
        String env,

        @Parameter(help = "Where the period begins: how long ago (30d), a day (2026-10-01), or a moment with its zone.")
        String since,

        @Parameter(help = "Where the period ends, like since; now when absent.")
        String until,

        @Parameter(help = "How many lines the result holds; the attachments hold more.")
        int limit,

        @Parameter(help = "File template of argoPromote, by which commits without trailers are understood.")
        String file,

        @Parameter(help = "YAML path of the value that tells the version in that file.")
        String value,

        @Parameter(
                help =
                        "URL of the service's repository, for the times of its commits; lead times are unknown without it.")
        String source,

        @Parameter(help = "Credentials of the service's repository.")
        String sourceCredentialsId)
        implements OperationRequest {

    private static final int MOST = 1000;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** @throws InvalidInputException with every problem */
    public DeliveryHistoryRequest {
        List<String> problems = new ArrayList<>();
        if (gitops == null) {
            problems.add("gitops is required: the URL of the GitOps repository");
        }
        name("env", env, problems);
        name("service", service, problems);
        Period.check("since", since, problems);
        Period.check("until", until, problems);
        if (limit < 0 || limit > MOST) {
            problems.add("limit is a number from 0 to " + MOST + ", not " + limit);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("deliveryHistory", problems);
        }
    }

    private static void name(String field, String value, List<String> problems) {
        if (value != null && !value.matches(NAME)) {
            problems.add(field + " '" + value + "' is not a name of letters, digits, dots, dashes and underscores");
        }
    }
}
