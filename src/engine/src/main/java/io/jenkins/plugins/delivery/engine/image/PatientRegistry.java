package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;

/**
 * A registry that is asked again when it is down or busy: after the time that it names (Retry-After), otherwise after a pause of random
 * length that doubles (full jitter), until it has been so for a given time. An upload that gets further starts that time anew.
 * What a registry refuses is not asked twice.
 */
public final class PatientRegistry implements Registry {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int MOST_DOUBLINGS = 5;

    /** How much further an upload has to get to count as further. */
    private static final long PROGRESS = 1 << 20;

    private final Registry registry;
    private final EngineContext context;
    private final Duration limit;

    /** @param limit how long an outage is waited for; zero for not at all */
    public PatientRegistry(Registry registry, EngineContext context, Duration limit) {
        this.registry = registry;
        this.context = context;
        this.limit = limit;
    }

    @FunctionalInterface
    private interface Call<T> {
        T now() throws InterruptedException;
    }

    private <T> T patiently(Call<T> call) throws InterruptedException {
        Outage outage = new Outage();
        while (true) {
            try {
                return call.now();
            } catch (RetryableException e) {
                outage.pause(e);
            }
        }
    }

    @Override
    public Optional<RegistryManifest> manifest(String reference) throws InterruptedException {
        return patiently(() -> registry.manifest(reference));
    }

    /** Before a manifest is written again it is looked for: a registry with immutable tags would refuse what stands already. */
    @Override
    public void putManifest(String reference, RegistryManifest manifest) throws InterruptedException {
        Outage outage = new Outage();
        while (true) {
            try {
                if (!outage.happened() || !names(reference, manifest)) {
                    registry.putManifest(reference, manifest);
                }
                return;
            } catch (RetryableException e) {
                outage.pause(e);
            }
        }
    }

    private boolean names(String reference, RegistryManifest manifest) throws InterruptedException {
        return registry.manifest(reference).map(RegistryManifest::digest).equals(Optional.of(manifest.digest()));
    }

    @Override
    public boolean hasBlob(String digest) throws InterruptedException {
        return patiently(() -> registry.hasBlob(digest));
    }

    /** Before a blob is sent again it is looked for: only the answer may have been lost. */
    @Override
    public Upload upload(String digest, BlobContent content, List<String> mountFrom) {
        Upload upload = registry.upload(digest, content, mountFrom);
        return sent -> {
            Outage outage = new Outage();
            LongConsumer watched = outage.watch(sent);
            while (true) {
                try {
                    if (!outage.happened() || !registry.hasBlob(digest)) {
                        upload.send(watched);
                    }
                    return;
                } catch (RetryableException e) {
                    outage.pause(e);
                }
            }
        };
    }

    @Override
    public byte[] blob(String digest, long longest) throws InterruptedException {
        return patiently(() -> registry.blob(digest, longest));
    }

    @Override
    public Optional<List<Referrer>> referrers(String digest) throws InterruptedException {
        return patiently(() -> registry.referrers(digest));
    }

    /** The time in which one call failed. */
    private final class Outage {
        private Instant since;
        private int failures;
        private boolean happened;
        private long furthest;

        boolean happened() {
            return happened;
        }

        LongConsumer watch(LongConsumer sent) {
            return bytes -> {
                if (bytes >= furthest + PROGRESS) {
                    furthest = bytes;
                    since = null;
                    failures = 0;
                }
                sent.accept(bytes);
            };
        }

        /** @throws RetryableException when it has lasted too long, or would */
        void pause(RetryableException failure) throws InterruptedException {
            Instant now = context.clock().instant();
            happened = true;
            since = since == null ? now : since;
            failures++;
            Duration pause = failure.retryAfter().orElseGet(this::random);
            if (now.plus(pause).isAfter(since.plus(limit))) {
                String tried = failures == 1 ? "" : " It was tried " + failures + " times.";
                throw new RetryableException(failure.getMessage() + tried, "", failure, pause);
            }
            context.log().info(failure.getMessage() + " Trying again in " + Durations.text(pause) + ".");
            context.pause(pause);
        }

        private Duration random() {
            long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS));
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 10, longest + 1));
        }
    }
}
