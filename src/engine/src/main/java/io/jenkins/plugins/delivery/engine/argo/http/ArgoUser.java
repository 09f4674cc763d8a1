package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One Argo CD as one user. An API token goes as bearer; user and password are exchanged at {@code /api/v1/session} for a token that is
 * kept until Argo CD no longer takes it. The credential itself comes with each call and is not kept. Thread-safe.
 */
final class ArgoUser {

    /** How long a failed log-in answers others: Argo CD locks a user out who fails often. */
    private static final long FAILED_LOGIN = Duration.ofSeconds(1).toNanos();

    static final String NAME = "Argo CD";

    /** A refresh answers only after the controller has compared, which takes a few seconds on a busy installation. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Requests with the right Authorization. */
    interface Call<T> {
        T on(JsonHttp http) throws InterruptedException;
    }

    private final String address;
    private final LongSupplier nanos;
    private final Duration limit;
    private final ReentrantLock login = new ReentrantLock();
    private String token;
    private DeliveryException refused;
    private long refusedAt;

    /** @param address base URL, with the root path if Argo CD has one */
    ArgoUser(String address, LongSupplier nanos) {
        this(address, nanos, TIMEOUT);
    }

    /** @param limit for each request */
    ArgoUser(String address, LongSupplier nanos, Duration limit) {
        this.address = address;
        this.nanos = nanos;
        this.limit = limit;
        HttpEndpoint.of(NAME, address, Optional.empty());
    }

    String address() {
        return address;
    }

    /** @param credential equal in value at every call of one user; empty for anonymous access */
    <T> T call(Optional<Credential> credential, Call<T> call) throws InterruptedException {
        if (credential.isEmpty() || credential.get().username() == null) {
            return call.on(http(credential));
        }
        Credential user = credential.get();
        String first = token(user, null);
        try {
            return call.on(http(Optional.of(Credential.token(user.id(), first))));
        } catch (UnauthenticatedException expired) {
            return call.on(http(Optional.of(Credential.token(user.id(), token(user, first)))));
        }
    }

    /** @param stale a token that Argo CD refused; null for none */
    private String token(Credential user, String stale) throws InterruptedException {
        login.lockInterruptibly();
        try {
            if (token == null || token.equals(stale)) {
                if (refused != null && nanos.getAsLong() - refusedAt <= FAILED_LOGIN) {
                    throw refused;
                }
                token = null;
                token = ArgoSession.open(http(Optional.empty()), address, user).secret();
                refused = null;
            }
            return token;
        } catch (DeliveryException e) {
            if (e != refused) {
                refused = e;
                refusedAt = nanos.getAsLong();
            }
            throw e;
        } finally {
            login.unlock();
        }
    }

    private JsonHttp http(Optional<Credential> bearer) {
        return new JsonHttp(HttpEndpoint.of(NAME, address, bearer), limit);
    }
}
