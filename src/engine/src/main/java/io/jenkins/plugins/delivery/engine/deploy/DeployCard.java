package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.FailureCard;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The failure card of a deployer's step. */
final class DeployCard {

    private DeployCard() {}

    static FailureCard of(DeployWait<?> wait, String what, Diagnosis diagnosis, Suspects found, EngineContext context) {
        DeployRequest request = wait.request();
        String version = request.version() == null ? wait.applied().to() : request.version();
        Suspects suspects = request.commit() == null || !found.commits().isEmpty()
                ? found
                : new Suspects(null, 1, List.of(new Suspects.Commit(request.commit(), "", "")));
        Map<String, String> links = new LinkedHashMap<>();
        links.put("run", GitDeployLedger.run(request, context));
        return FailureCard.of(
                new FailureCard.Subject(request.service(), request.env(), String.valueOf(version)),
                what,
                new FailureCard.Findings(diagnosis, suspects),
                links,
                context.redactor()::redact);
    }
}
