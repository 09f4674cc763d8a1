package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.share.Fingerprint;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Opens clients that share what they can: whoever asks the same Argo CD as the same user uses one log-in, and reads that come close
 * together are answered together, by the rule in {@link ArgoReadings}; where Argo CD streams changes, by the rule in {@link ArgoWatch}.
 * A hundred waits on one Argo CD so make a handful of requests.
 *
 * <p>What is shared goes by the value of the credential, of which only a fingerprint is kept: a changed password counts at once, and
 * nobody sees what another user may see. What was not used for ten minutes is forgotten. Thread-safe; one for a process.
 */
public final class SharedArgo implements ArgoClient.Opener {

    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final int MOST_USERS = 1000;

    private final LongSupplier nanos;
    private final Effects effects;
    private final boolean streaming;
    private final IdleCache<ArgoReadings> users = new IdleCache<>(IDLE, MOST_USERS, ArgoReadings::close);

    public SharedArgo() {
        this(System::nanoTime, true);
    }

    /** @param streaming whether changes may be streamed; if not, everything is read */
    SharedArgo(LongSupplier nanos, boolean streaming) {
        this.streaming = streaming;
        this.nanos = nanos;
        this.effects = new Effects(nanos);
    }

    @Override
    public ArgoClient open(String address, Optional<Credential> credential, String application, String project) {
        String key = Fingerprint.of(credential, address.replaceFirst("/+$", ""));
        try (IdleCache.Lease<ArgoReadings> lease =
                users.lease(key, () -> new ArgoReadings(new ArgoUser(address, nanos), effects, nanos, streaming))) {
            ArgoReadings readings = lease.value();
            return new Client(
                    readings, new ArgoHttpClient(readings.user(), credential, new Target(application, project)));
        }
    }

    private record Client(ArgoReadings readings, ArgoHttpClient own) implements ArgoClient {

        @Override
        public Application get() throws InterruptedException {
            return readings.get(own);
        }

        @Override
        public Application refresh() throws InterruptedException {
            return readings.deeds().refresh(own);
        }

        @Override
        public Optional<Application> refreshed(String occasion) throws InterruptedException {
            return readings.deeds().refreshed(own, occasion);
        }

        @Override
        public boolean live() {
            return readings.live(own);
        }

        @Override
        public boolean atHand() {
            return readings.atHand(own);
        }

        @Override
        public SyncAnswer sync(String revision) throws InterruptedException {
            return readings.deeds().sync(own, revision);
        }

        @Override
        public boolean terminate() throws InterruptedException {
            return readings.deeds().terminate(own);
        }

        @Override
        public Optional<String> syncWindow() throws InterruptedException {
            return own.syncWindow();
        }

        @Override
        public ResourceTree resources() throws InterruptedException {
            return own.resources();
        }

        @Override
        public Diagnosis diagnosis() throws InterruptedException {
            return own.diagnosis();
        }

        @Override
        public String page() {
            return own.page();
        }
    }
}
