package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A scanner that says what a test wants, call by call; the last reading stays. */
final class FakeScanner implements ImageScanner {

    static final Finding CRITICAL = finding("CVE-2026-0001", Severity.CRITICAL, "openssl");
    static final Finding LOW = finding("CVE-2026-0002", Severity.LOW, "zlib");

    final Deque<Start> starts = new ArrayDeque<>();
    final Deque<ScanReading> readings = new ArrayDeque<>();
    Optional<Instant> lastScan = Optional.empty();
    int calls;
    private final String digest;
    private int failAt = Integer.MAX_VALUE;
    private int failures;

    FakeScanner(String digest) {
        this.digest = digest;
    }

    static Finding finding(String id, Severity severity, String name) {
        return new Finding(
                id, severity, new AffectedPackage(name, "1.0", "", AffectedPackage.Fix.UNKNOWN, ""), "", false);
    }

    static ScanReading complete(Instant at, Finding... findings) {
        return new ScanReading(
                ScanState.COMPLETE, "", List.of(findings), 0, Optional.of(ScanMode.BASIC), Optional.of(at));
    }

    /** Refuses so many calls from this one on. */
    void failAt(int index, int times) {
        failAt = index;
        failures = times;
    }

    @Override
    public ScanTarget image(String repository, String reference) {
        count();
        return ScanTarget.single(Digest.isDigest(reference) ? reference : digest);
    }

    @Override
    public Start start(String repository, String platform) {
        count();
        return starts.isEmpty() ? Start.STARTED : starts.remove();
    }

    @Override
    public Optional<Instant> lastScan(String repository, String platform) {
        count();
        return lastScan;
    }

    @Override
    public ScanReading read(String repository, String platform) {
        count();
        return readings.size() > 1 ? readings.remove() : readings.element();
    }

    private void count() {
        if (calls >= failAt && failures > 0) {
            failures--;
            throw new RetryableException("ECR answered 400 ThrottlingException Rate exceeded.", "", null);
        }
        calls++;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
