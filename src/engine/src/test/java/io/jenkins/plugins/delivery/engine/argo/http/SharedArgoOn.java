package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.util.function.LongSupplier;

/** Shared clients on a clock that a test of another package moves. */
public final class SharedArgoOn {

    private SharedArgoOn() {}

    /** @param streaming whether there may be a stream */
    public static ArgoClient.Opener clock(LongSupplier nanos, boolean streaming) {
        return new SharedArgo(nanos, streaming);
    }
}
