package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner.Start;
import io.jenkins.plugins.delivery.engine.scan.ScanState.Meaning;
import io.jenkins.plugins.delivery.engine.scan.ScanTicket.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images that a scan is compared with. An old image may be gone, or was never scanned: that ends no wait. It is said, and a baseline
 * that cannot be compared takes nothing out.
 */
final class Comparisons {

    private final ImageReader reader;

    Comparisons(ImageReader reader) {
        this.reader = reader;
    }

    /**
     * What is known of the images at one moment.
     *
     * @param ticket with what is to be kept
     * @param findings of the images that can be compared
     * @param waiting which image is still waited for, as the beginning of a sentence; empty for none
     */
    record Look(Ticket ticket, Map<Role, List<Finding>> findings, Optional<String> waiting) {}

    /**
     * Finds the next image of the request that the ticket does not have yet, and has it scanned again, so that all findings are judged
     * by the same day's knowledge. One at a time, because a call that fails must not hide what became of the request before it.
     *
     * @return empty when there is no more
     */
    Optional<Ticket> begin(Ticket ticket, EcrScanRequest request, String digest, boolean ask) {
        Optional<ComparedImage> baseline = ScanTicket.compared(ticket, Role.BASELINE);
        if (request.baseline() != null && baseline.isEmpty()) {
            return Optional.of(begin(ticket, Role.BASELINE, request.baseline(), digest, ask));
        }
        boolean same = baseline.flatMap(ComparedImage::image)
                .map(image -> image.digest().equals(request.compareWith()))
                .orElse(false);
        boolean begun = ScanTicket.compared(ticket, Role.RUNNING).isPresent();
        // One image in both roles is read once; without another one the comparison is with the baseline.
        return request.compareWith() == null || begun || same
                ? Optional.empty()
                : Optional.of(begin(ticket, Role.RUNNING, request.compareWith(), digest, ask));
    }

    private Ticket begin(Ticket ticket, Role role, String reference, String digest, boolean ask) {
        ComparedImage image;
        try {
            WatchedImage found = reader.begin(reference, ask && !reference.equals(digest));
            image = found.digest().equals(digest)
                    ? ComparedImage.lost(reference, "it is the image itself")
                    : ComparedImage.watched(reference, found);
        } catch (TerminalException e) {
            image = ComparedImage.lost(reference, clause(e));
        }
        return ScanTicket.with(ticket, role, image);
    }

    /**
     * Reads the images once.
     *
     * @param stable how many equal reads in a row make findings believable
     * @param now after three quarters of the time nothing is waited for here
     */
    Look look(Ticket ticket, int stable, Instant now) {
        Duration quarter =
                Duration.between(ticket.startedAt(), ticket.deadline()).dividedBy(4);
        boolean late = now.isAfter(ticket.deadline().minus(quarter));
        Ticket next = ticket;
        Map<Role, List<Finding>> findings = new EnumMap<>(Role.class);
        List<String> waiting = new ArrayList<>();
        for (Role role : Role.values()) {
            Optional<ComparedImage> compared = ScanTicket.compared(next, role);
            if (compared.isEmpty() || compared.get().image().isEmpty()) {
                continue;
            }
            ComparedImage seen = look(compared.get(), late, stable, role, findings);
            next = ScanTicket.with(next, role, seen);
            boolean settled =
                    seen.image().map(image -> image.agreed() >= stable).orElse(true);
            if (!settled) {
                waiting.add("The findings of " + seen.name() + ", which it is compared with, are not in");
            }
        }
        return new Look(next, findings, waiting.stream().findFirst());
    }

    private ComparedImage look(
            ComparedImage compared, boolean late, int stable, Role role, Map<Role, List<Finding>> findings) {
        ImageReader.Look look;
        try {
            look = reader.look(compared.image().orElseThrow());
        } catch (TerminalException e) {
            return ComparedImage.lost(compared.name(), clause(e));
        }
        ScanReading reading = look.reading();
        boolean never = reading.state() == ScanState.NOT_STARTED
                && look.image().platforms().stream()
                        .noneMatch(one -> one.start() == Start.STARTED || one.start() == Start.BUSY);
        Meaning meaning = reading.state().meaning();
        if (never
                || meaning == Meaning.BROKEN
                || meaning == Meaning.UNSUPPORTED
                || !look.unsupported().isEmpty()) {
            return ComparedImage.lost(
                    compared.name(),
                    "its scan "
                            + (look.unsupported().isEmpty() ? reading.state() : ScanState.UNSUPPORTED_IMAGE).words());
        }
        boolean complete = meaning == Meaning.FINDINGS && reading.missing() == 0;
        WatchedImage image = complete
                ? look.image().saw(reading.fingerprint())
                : look.image().unsettled();
        if (image.agreed() < stable && late) {
            return ComparedImage.lost(compared.name(), "its findings are not in after most of the time");
        }
        if (complete) {
            findings.put(role, reading.findings());
        }
        return ComparedImage.watched(compared.name(), image);
    }

    private static String clause(TerminalException e) {
        String message = e.getMessage();
        String told = message.substring(0, message.length() - e.advice().length());
        return told.replaceAll("[.\\s]+$", "");
    }
}
