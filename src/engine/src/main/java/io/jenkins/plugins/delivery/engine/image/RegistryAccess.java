package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import java.time.Instant;
import java.util.Optional;

/** As whom one repository of a registry is spoken to, and what has to be done there before it takes content. Lives for one step. */
public interface RegistryAccess {

    /** Nobody in particular. */
    RegistryAccess ANONYMOUS = stored(Optional.empty());

    /**
     * A log-in.
     *
     * @param expires when the registry stops accepting it; null when that is not known
     */
    record Login(Credential credential, Instant expires) {}

    /**
     * The log-in to use for a request that is sent now; empty for anonymous access. Ask for each request: a short-lived one is fetched
     * again before it runs out.
     *
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException when it cannot be had
     */
    Optional<Login> login() throws InterruptedException;

    /** Forgets a log-in that the registry refused; true when {@link #login} then gets a new one. */
    default boolean renew() {
        return false;
    }

    /**
     * Makes sure that the repository can be written, as far as this access is told to: creates it where it is missing. Called before
     * the first write; further calls do nothing.
     *
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException when it cannot be written
     */
    default void prepare() throws InterruptedException {}

    /** With a credential of the host, or without one. */
    static RegistryAccess stored(Optional<Credential> credential) {
        Optional<Login> login = credential.map(stored -> new Login(stored, null));
        return () -> login;
    }
}
