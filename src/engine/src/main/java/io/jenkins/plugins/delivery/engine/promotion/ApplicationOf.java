package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.util.Optional;

/** The Argo CD applications of a request. */
final class ApplicationOf {

    private ApplicationOf() {}

    static ArgoClient request(ArgoClient.Opener clients, ArgoTarget request, EngineContext context) {
        return open(clients, request, context, request.application(), request.project());
    }

    /** Another application of the same Argo CD, whose project is not known. */
    static ArgoClient named(ArgoClient.Opener clients, ArgoTarget request, EngineContext context, String application) {
        return open(clients, request, context, application, null);
    }

    private static ArgoClient open(
            ArgoClient.Opener clients, ArgoTarget request, EngineContext context, String application, String project) {
        Optional<Credential> credential =
                Optional.ofNullable(request.argoCredentialsId()).map(context::credential);
        return clients.open(request.argo(), credential, application, project);
    }
}
