package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.util.Optional;

/** The Argo CD application of a request. */
final class ApplicationOf {

    private ApplicationOf() {}

    static ArgoClient request(ArgoClient.Opener clients, ArgoPromoteRequest request, EngineContext context) {
        Optional<Credential> credential =
                Optional.ofNullable(request.argoCredentialsId()).map(context::credential);
        return clients.open(request.argo(), credential, request.application(), request.project());
    }
}
