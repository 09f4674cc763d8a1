package io.jenkins.plugins.delivery.engine;

import java.util.Optional;

/** Looks up credentials by id in the scope of the run. */
@FunctionalInterface
public interface Secrets {

    /** No credentials at all. */
    Secrets NONE = id -> Optional.empty();

    Optional<Credential> find(String credentialsId);
}
