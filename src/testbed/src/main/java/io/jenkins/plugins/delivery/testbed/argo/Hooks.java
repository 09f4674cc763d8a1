package io.jenkins.plugins.delivery.testbed.argo;

import java.util.List;
import java.util.Optional;

/** The job of a PreSync hook, there when the switches let it fail. */
final class Hooks {

    private Hooks() {}

    static Optional<Resource> job(Application app) {
        boolean failed = app.switches.hookFailure != null
                && app.operation != null
                && app.operation.phase() == OperationPhase.FAILED;
        return failed ? Optional.of(new Resource("batch", "v1", "Job", name(app), List.of())) : Optional.empty();
    }

    static String pod(Application app) {
        return name(app) + "-x7k2p";
    }

    private static String name(Application app) {
        return app.name() + "-migrate";
    }
}
