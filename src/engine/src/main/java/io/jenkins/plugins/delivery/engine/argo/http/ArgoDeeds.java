package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.util.Optional;

/** Refreshes, syncs and ends of syncs of one Argo CD as one user: never shared, and everything read afterwards is later. Thread-safe. */
final class ArgoDeeds {

    private final ArgoUser user;
    private final Effects effects;
    private final ApplicationDemand demand;
    private final ArgoWatch watch;
    private final Refreshes refreshes;

    ArgoDeeds(ArgoUser user, Effects effects, ApplicationDemand demand, ArgoWatch watch, Refreshes refreshes) {
        this.user = user;
        this.effects = effects;
        this.demand = demand;
        this.watch = watch;
        this.refreshes = refreshes;
    }

    Optional<Application> refreshed(ArgoHttpClient client, String occasion) throws InterruptedException {
        return refreshes
                .refreshed(client.target(), occasion, () -> refreshing(client))
                .map(ArgoReading::application);
    }

    Application refresh(ArgoHttpClient client) throws InterruptedException {
        return refreshing(client).application();
    }

    private ArgoReading refreshing(ArgoHttpClient client) throws InterruptedException {
        Target target = client.target();
        demand.asked(target);
        demand.forget(target);
        try {
            ArgoReading reading = client.refreshedReading();
            demand.learn(target, reading);
            watch.seen(reading);
            return reading;
        } finally {
            effects.happened(user.address(), target.application());
        }
    }

    ArgoClient.SyncAnswer sync(ArgoHttpClient client, String revision) throws InterruptedException {
        try {
            return client.sync(revision);
        } finally {
            changed(client);
        }
    }

    boolean terminate(ArgoHttpClient client) throws InterruptedException {
        try {
            return client.terminate();
        } finally {
            changed(client);
        }
    }

    /** Even after a failure Argo CD may have heard of it. */
    private void changed(ArgoHttpClient client) {
        demand.forget(client.target());
        effects.happened(user.address(), client.target().application());
    }
}
