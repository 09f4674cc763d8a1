package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;

/**
 * Messages of merge commits. The first line is the one that git itself writes, because people, forges and the version rules read
 * which branch was merged from it; the last says which run did it.
 */
final class FlowMessages {

    private final Optional<String> run;

    FlowMessages(EngineContext context) {
        this.run = Optional.ofNullable(context.environment().get("BUILD_URL")).filter(url -> !url.isBlank());
    }

    /** The run that does this; empty outside of a build server. */
    Optional<String> run() {
        return run;
    }

    /** A release or hotfix comes to main. */
    String toMain(String branch) {
        return "Merge branch '" + branch + "'" + trailer();
    }

    /** main goes back to develop or an open release. */
    String back(String main, String tag, String target) {
        return "Merge branch '" + main + "' into " + target + "\n\nBrings back what " + tag + " released." + trailer();
    }

    private String trailer() {
        return "\n\nFinished by Git-Flow Delivery."
                + run.map(url -> "\nRun: " + url).orElse("") + "\n";
    }
}
