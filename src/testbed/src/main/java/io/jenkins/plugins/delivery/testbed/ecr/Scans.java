package io.jenkins.plugins.delivery.testbed.ecr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private int lag;

    private static final class Running {
        private final Instant startedAt;
        private int next;
        private ScanScript.Read current;
        private Instant completedAt;
        private Instant shownEnd;
        /** Answers that are still given to the first reads of this scan. */
        private final Deque<Earlier> earlier = new ArrayDeque<>();

        Running(Instant startedAt, ScanScript.Read current) {
            this.startedAt = startedAt;
            this.current = current;
        }
    }

    /** What was to be read before a scan began again. */
    private record Earlier(ScanScript.Read read, Instant completedAt) {}

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
        Running scan = begin(key, clock.instant());
        before.ifPresent(old -> {
            for (int i = 0; i < lag; i++) {
                scan.earlier.add(new Earlier(old.current, old.completedAt));
            }
        });
        running.put(key, scan);
    }

    /** How many reads of a scan that begins again still show the one before. */
    synchronized void lag(int reads) {
        lag = reads;
    }

    /** When the scan that the last read showed ended; nothing while it runs. */
    synchronized Optional<Instant> completedAt(String repository, EcrImage image) {
        return Optional.ofNullable(running.get(key(repository, image.digest()))).map(scan -> scan.shownEnd);
    }

    /** The next answer of the script, or nothing when the image was never scanned. */
    synchronized Optional<ScanScript.Read> advance(String repository, EcrImage image, boolean scanOnPush) {
        return find(repository, image, scanOnPush).map(scan -> {
            Earlier old = scan.earlier.poll();
            if (old != null) {
                scan.current = old.read();
                scan.shownEnd = old.completedAt();
                return scan.current;
            }
            var reads = script(key(repository, image.digest())).reads();
            scan.current = reads.get(Math.min(scan.next, reads.size() - 1));
            scan.next++;
            if (scan.current.status().hasFindings() && scan.completedAt == null) {
                scan.completedAt = clock.instant();
            }
            scan.shownEnd = scan.completedAt;
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
