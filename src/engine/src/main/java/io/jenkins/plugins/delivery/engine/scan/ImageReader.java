package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner.Start;
import io.jenkins.plugins.delivery.engine.scan.ScanState.Meaning;
import io.jenkins.plugins.delivery.engine.scan.WatchedImage.WatchedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for scans of an image and reads them, platform by platform, through one connection. */
final class ImageReader {

    /** So long ECR scans an image once only (Amazon ECR user guide, "Scan images for OS vulnerabilities"). */
    private static final Duration SCANNED_ONCE = Duration.ofHours(24);

    private final ImageScanner scanner;
    private final String repository;
    private final Instant now;

    ImageReader(ImageScanner scanner, String repository, Instant now) {
        this.scanner = scanner;
        this.repository = repository;
        this.now = now;
    }

    /**
     * What one look at an image saw.
     *
     * @param image as it is to be kept
     * @param reading of all platforms that can be scanned
     * @param unsupported platforms that cannot, a clause each
     */
    record Look(WatchedImage image, ScanReading reading, List<String> unsupported) {}

    /**
     * Finds the image and asks for its scans.
     *
     * @param reference a tag or a digest
     * @param ask whether scans are asked for
     */
    WatchedImage begin(String reference, boolean ask) {
        ScanTarget target = scanner.image(repository, reference);
        List<WatchedPlatform> platforms = new ArrayList<>();
        for (ScanTarget.Platform platform : target.platforms()) {
            // Before the first request, because after it a failure would hide which results are old.
            Optional<Instant> before = ask ? scanner.lastScan(repository, platform.digest()) : Optional.empty();
            platforms.add(new WatchedPlatform(platform.digest(), platform.name(), Start.NOT_ASKED, text(before)));
        }
        if (ask) {
            platforms.replaceAll(platform -> platform.started(start(platform.digest()), platform.scannedBefore()));
        }
        return new WatchedImage(target.digest(), platforms, "", 0);
    }

    private Start start(String digest) {
        try {
            return scanner.start(repository, digest);
        } catch (RetryableException e) {
            // The wait asks again; what ECR answers meanwhile is not believed.
            return Start.BUSY;
        }
    }

    /** Reads every platform once. */
    Look look(WatchedImage image) {
        List<WatchedPlatform> platforms = new ArrayList<>();
        List<ScanReading> readings = new ArrayList<>();
        List<String> unsupported = new ArrayList<>();
        for (WatchedPlatform before : image.platforms()) {
            ScanReading reading = scanner.read(repository, before.digest());
            WatchedPlatform platform = before.start() == Start.BUSY ? again(before, reading) : before;
            platforms.add(platform);
            ScanReading believed = believed(platform, reading);
            if (believed.state().meaning() == Meaning.UNSUPPORTED) {
                unsupported.add(platform.prefix()
                        + (believed.description().isEmpty() ? believed.state().words() : believed.description()));
            } else {
                readings.add(prefixed(platform, believed));
            }
        }
        ScanReading all = readings.isEmpty()
                ? ScanReading.of(ScanState.UNSUPPORTED_IMAGE, String.join("; ", unsupported))
                : readings.stream().reduce(ImageReader::both).orElseThrow();
        return new Look(image.with(platforms), all, unsupported);
    }

    /** The request that ECR did not take is made again, unless it turns out that the image was scanned within the last day. */
    private WatchedPlatform again(WatchedPlatform platform, ScanReading reading) {
        if (reading.state().meaning() == Meaning.WAIT && reading.state() != ScanState.NOT_STARTED) {
            return platform.started(Start.SCANNED_BEFORE, "");
        }
        boolean recent = reading.completedAt()
                .map(end -> end.isAfter(now.minus(SCANNED_ONCE)))
                .orElse(false);
        return recent
                ? platform.started(Start.SCANNED_BEFORE, "")
                : platform.started(start(platform.digest()), text(reading.completedAt()));
    }

    private static ScanReading believed(WatchedPlatform platform, ScanReading reading) {
        boolean none = reading.state() == ScanState.NOT_STARTED;
        if (platform.start() == Start.UNSUPPORTED && none) {
            return ScanReading.of(ScanState.UNSUPPORTED_IMAGE, "images of its type are not scanned");
        }
        if (platform.start() == Start.BUSY && reading.state().meaning() == Meaning.FINDINGS) {
            return ScanReading.of(ScanState.NOT_STARTED, platform.start().words());
        }
        boolean old = platform.start() == Start.STARTED
                && reading.state().meaning() == Meaning.FINDINGS
                && !platform.scannedBefore().isEmpty()
                && platform.scannedBefore().equals(text(reading.completedAt()));
        return old ? ScanReading.of(ScanState.IN_PROGRESS, "what ECR shows is of the scan before") : reading;
    }

    private static ScanReading prefixed(WatchedPlatform platform, ScanReading reading) {
        return platform.name().isEmpty()
                ? reading
                : new ScanReading(
                        reading.state(),
                        platform.prefix() + reading.description(),
                        reading.findings(),
                        reading.missing(),
                        reading.scanner(),
                        reading.completedAt());
    }

    /** Two platforms as one image: the state that decides first, and every finding once. */
    private static ScanReading both(ScanReading one, ScanReading other) {
        if (one.state() != other.state()) {
            ScanReading first = one.state().before(other.state()) ? one : other;
            if (first.state().meaning() != Meaning.FINDINGS) {
                return first;
            }
        }
        List<Finding> findings = new ArrayList<>(one.findings());
        findings.addAll(other.findings());
        return new ScanReading(
                one.state().before(other.state()) ? one.state() : other.state(),
                one.description(),
                findings.stream().distinct().toList(),
                one.missing() + other.missing(),
                one.scanner().or(other::scanner),
                one.completedAt().or(other::completedAt));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }
}
