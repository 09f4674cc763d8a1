package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.calendar.FreezeCalendar;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsHelp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parameters of {@code promotionTurn}. */
public record PromotionTurnRequest(
        @Parameter(help = "Environment that the promotion is for.", required = true)
        String env,

        @Parameter(help = "Service that is to be promoted.", required = true)
        String service,

        @Parameter(help = "Version that is to be promoted, for messages.")
        String version,

        @Parameter(help = "Commit that the version was built from; decides which of two builds is newer.")
        String commit,

        @Parameter(help = "Whether the turn is given back instead of waited for.")
        boolean release,

        @Parameter(
                help =
                        "Windows in which nothing is promoted: 'Fri 16:00 - Mon 08:00', 'Sat-Sun', '12-24..01-02', or maps of window, reason and zone.")
        List<Object> freeze,

        @Parameter(help = "Time zone of the windows, for example Europe/Berlin.")
        String zone,

        @Parameter(help = "What to do in a freeze: wait for its end, or fail.")
        OnFreeze onFreeze,

        @Parameter(help = "Why a freeze does not count this time; needs overrideBy.")
        String override,

        @Parameter(help = "The person who set the freeze aside.")
        String overrideBy,

        @Parameter(
                help = "How long the build must have been in the environment before; needs after, commit and gitops.")
        Duration soak,

        @Parameter(help = "The environment before, in which the build soaks.")
        String after,

        @Parameter(help = GitOpsHelp.URL) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "URL of the service's repository, whose history tells which of two builds is newer.")
        String source,

        @Parameter(help = "Credentials of the service's repository.")
        String sourceCredentialsId,

        @Parameter(help = "How long to wait for the turn; time in a freeze and in the soak does not count.")
        Duration timeout,

        @Parameter(help = "URL or name of the run; BUILD_URL when absent.")
        String run)
        implements OperationRequest {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** @throws InvalidInputException with every problem */
    public PromotionTurnRequest {
        List<String> problems = new ArrayList<>();
        name("env", env, problems);
        name("service", service, problems);
        name("after", after, problems);
        commit = commit == null ? null : commit.toLowerCase(Locale.ROOT);
        if (commit != null && !commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            problems.add("commit '" + commit + "' is not a full commit id");
        }
        freeze = List.copyOf(freeze);
        FreezeCalendar.of(freeze, zone, problems);
        if (override != null && overrideBy == null) {
            problems.add("override needs overrideBy: the person who set the freeze aside");
        }
        if (overrideBy != null && override == null) {
            problems.add("overrideBy needs override: why the freeze does not count this time");
        }
        if (soak != null && soak.isNegative()) {
            problems.add("soak must not be negative");
        }
        if (isSoaking(soak) && (after == null || commit == null || gitops == null)) {
            problems.add(
                    "soak needs after, commit and gitops: they tell since when the build is in the environment before");
        }
        if (after != null && after.equals(env)) {
            problems.add("after: " + after + " is the environment that is promoted to");
        }
        if (timeout == null || timeout.isNegative() || timeout.isZero()) {
            problems.add("timeout must be longer than nothing");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("promotionTurn", problems);
        }
    }

    private static boolean isSoaking(Duration soak) {
        return soak != null && !soak.isZero();
    }

    private static void name(String field, String value, List<String> problems) {
        if (value != null && !value.matches(NAME)) {
            problems.add(field + " '" + value + "' is not a name of letters, digits, dots, dashes and underscores");
        }
    }

    /** Whether there is a soak time. */
    boolean soaks() {
        return isSoaking(soak);
    }

    /** The windows. */
    FreezeCalendar calendar() {
        return FreezeCalendar.of(freeze, zone, new ArrayList<>());
    }
}
