package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Duration;

/** One look at a scan that has been asked for: go on waiting, give up, or judge. */
final class ScanWait {

    private final EcrScanRequest request;
    private final ImageReader reader;
    private final ScanPace pace;
    private final EngineContext context;

    ScanWait(EcrScanRequest request, ImageReader reader, ScanPace pace, EngineContext context) {
        this.request = request;
        this.reader = reader;
        this.pace = pace;
        this.context = context;
    }

    /** Reads the image once. */
    Progress<EcrScanResult> look(Ticket ticket, WatchedImage image) {
        ImageReader.Look look = reader.look(image);
        ScanReading reading = look.reading();
        String said = "The scan of " + subject(image) + " " + reading.state().words() + words(reading);
        if (!look.unsupported().isEmpty() && request.onUnsupported() == OnUnsupported.FAIL) {
            throw new TerminalException(
                    "ECR cannot scan " + subject(image) + " (" + String.join("; ", look.unsupported()) + ").",
                    "Build it on a supported base image, or accept it with onUnsupported: 'warn'.");
        }
        return switch (reading.state().meaning()) {
            case WAIT -> {
                boolean none = reading.state() == ScanState.NOT_STARTED;
                Duration waited =
                        Duration.between(ticket.startedAt(), context.clock().instant());
                yield Progress.waiting(
                        ScanTicket.with(ticket, look.image().unsettled()),
                        said + (none ? "; scan on push or enhanced scanning has to be on for the repository" : ""),
                        pace.waiting(waited));
            }
            case UNSUPPORTED -> Progress.done(new ScanDecision(request, context).undecided(look));
            case BROKEN ->
                throw new TerminalException(
                        said + ".",
                        "Without findings the gate cannot decide: look at the image's scan in ECR, then run this again.");
            case FINDINGS -> settle(ticket, look, said);
        };
    }

    private Progress<EcrScanResult> settle(Ticket ticket, ImageReader.Look look, String said) {
        ScanReading reading = look.reading();
        expect(reading, look.image());
        if (reading.missing() > 0) {
            return Progress.waiting(
                    ScanTicket.with(ticket, look.image().unsettled()),
                    said + ", but ECR counts " + reading.missing() + " findings more than it lists",
                    pace.settling());
        }
        // No findings is the answer that is most often early: a single read is never enough for it.
        int wanted = reading.findings().isEmpty() ? Math.max(2, request.stableReads()) : request.stableReads();
        WatchedImage image = look.image().saw(reading.fingerprint());
        Comparisons.Look others = new Comparisons(reader)
                .look(
                        ticket,
                        Math.max(2, request.stableReads()),
                        context.clock().instant());
        Ticket read = ScanTicket.with(others.ticket(), image);
        if (image.agreed() < wanted) {
            return Progress.waiting(
                    read,
                    said + " with " + reading.findings().size() + " findings; waiting until " + wanted
                            + " reads in a row agree (" + image.agreed() + " so far)",
                    pace.settling());
        }
        if (others.waiting().isPresent()) {
            return Progress.waiting(read, others.waiting().get(), pace.settling());
        }
        return Progress.done(new ScanDecision(request, context).decide(read, look, others.findings()));
    }

    /** A team that expects one scanner does not take the other one's findings: they know less, or other packages. */
    private void expect(ScanReading reading, WatchedImage image) {
        ScanMode mode = request.mode();
        boolean other = mode != ScanMode.AUTO
                && reading.scanner().map(seen -> seen != mode).orElse(false);
        if (other) {
            throw new TerminalException(
                    "The scan of " + subject(image) + " is one of "
                            + reading.scanner().orElseThrow().words() + ", and mode expects " + mode.words() + ".",
                    "Change the scanning configuration of the registry, or the mode.");
        }
    }

    private String subject(WatchedImage image) {
        return request.repository() + "@" + image.digest();
    }

    private static String words(ScanReading reading) {
        return reading.description().isEmpty() ? "" : " (" + reading.description() + ")";
    }
}
