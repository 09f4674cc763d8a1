package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** The run that the ledger names. */
final class RunName {

    private RunName() {}

    /** What the request says, else the address that Jenkins gives its builds; null when neither is there. */
    static String of(ArgoTarget request, EngineContext context) {
        return request.run() == null ? context.environment().get("BUILD_URL") : request.run();
    }
}
