package io.jenkins.plugins.delivery.testbed.ecr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The scans of all images: which script each follows, when it began and how far it has been read. */
final class Scans {

    /** An image can be scanned once in 24 hours, the scan at its push included (ECR User Guide, "Basic scanning"). */
    private static final Duration QUOTA = Duration.ofHours(24);

    private final Map<String, ScanScript> scripts = new HashMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final Clock clock;
    private ScanScript standard = ScanScript.basic();
    private boolean onDemand = true;

    private static final class Running {
        private final Instant startedAt;
        private int next;
        private ScanScript.Read current;

        Running(Instant startedAt, ScanScript.Read current) {
            this.startedAt = startedAt;
            this.current = current;
        }
    }

    Scans(Clock clock) {
        this.clock = clock;
    }

    synchronized void standard(ScanScript script) {
        standard = script;
    }

    synchronized void script(String repository, String digest, ScanScript script) {
        scripts.put(key(repository, digest), script);
        running.remove(key(repository, digest));
    }

    synchronized void onDemand(boolean allowed) {
        onDemand = allowed;
    }

    synchronized void start(String repository, EcrImage image, boolean scanOnPush) {
        if (!onDemand) {
            throw EcrError.of("ValidationException", "This feature is disabled");
        }
        Optional<Running> before = find(repository, image, scanOnPush);
        if (before.isPresent()
                && clock.instant().isBefore(before.get().startedAt.plus(QUOTA))) {
            throw EcrError.of(
                    "LimitExceededException", "The scan quota per image has been exceeded. Wait and try again.");
        }
        String key = key(repository, image.digest());
        running.put(key, begin(key, clock.instant()));
    }

    /** The next answer of the script, or nothing when the image was never scanned. */
    synchronized Optional<ScanScript.Read> advance(String repository, EcrImage image, boolean scanOnPush) {
        return find(repository, image, scanOnPush).map(scan -> {
            var reads = script(key(repository, image.digest())).reads();
            scan.current = reads.get(Math.min(scan.next, reads.size() - 1));
            scan.next++;
            return scan.current;
        });
    }

    /** The answer that was given last. */
    synchronized Optional<ScanScript.Read> current(String repository, EcrImage image, boolean scanOnPush) {
        return find(repository, image, scanOnPush).map(scan -> scan.current);
    }

    private Optional<Running> find(String repository, EcrImage image, boolean scanOnPush) {
        String key = key(repository, image.digest());
        if (scanOnPush) {
            running.computeIfAbsent(key, k -> begin(k, image.pushedAt()));
        }
        return Optional.ofNullable(running.get(key));
    }

    private Running begin(String key, Instant at) {
        return new Running(at, script(key).reads().get(0));
    }

    private ScanScript script(String key) {
        return scripts.getOrDefault(key, standard);
    }

    private static String key(String repository, String digest) {
        return repository + "@" + digest;
    }
}
