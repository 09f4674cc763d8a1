package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.scan.ScanTicket.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an image compares with its baseline and with what runs.
 *
 * @param known keys of the findings that the baseline has
 * @param baselineObstacle a sentence when a baseline was asked for and cannot be compared
 * @param delta difference to what runs, or else to the baseline; empty when neither can be compared
 * @param fresh keys of the findings that are new by that difference
 * @param sentence the difference, or why there is none; empty when nobody asked
 */
record ScanComparison(
        Set<String> known,
        Optional<String> baselineObstacle,
        Optional<FindingsDelta> delta,
        Set<String> fresh,
        Optional<String> sentence) {

    /** Nothing to compare with. */
    static final ScanComparison NONE =
            new ScanComparison(Set.of(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty());

    /** @param others findings of the images that can be compared */
    static ScanComparison of(Ticket ticket, List<Finding> image, Map<Role, List<Finding>> others) {
        Optional<ComparedImage> baseline = ScanTicket.compared(ticket, Role.BASELINE);
        Optional<ComparedImage> shown =
                ScanTicket.compared(ticket, Role.RUNNING).or(() -> baseline);
        Role role = ScanTicket.compared(ticket, Role.RUNNING).isPresent() ? Role.RUNNING : Role.BASELINE;
        Optional<FindingsDelta> delta = Optional.ofNullable(others.get(role))
                .map(findings -> FindingsDelta.between(image, digest(shown.orElseThrow()), findings));
        return new ScanComparison(
                // What is hidden there and not here is nothing that somebody has accepted.
                keys(others.getOrDefault(Role.BASELINE, List.of()).stream().filter(finding -> !finding.suppressed())),
                baseline.filter(one -> one.image().isEmpty())
                        .map(one -> "The baseline " + one.name() + " cannot be compared (" + one.obstacle()
                                + "): every finding counts, as without a baseline."),
                delta,
                keys(delta.stream().flatMap(difference -> difference.added().stream())),
                delta.map(FindingsDelta::sentence)
                        .or(() -> shown.map(one -> "not compared with " + one.name() + ": " + one.obstacle())));
    }

    private static String digest(ComparedImage image) {
        return image.image().map(WatchedImage::digest).orElse(image.name());
    }

    private static Set<String> keys(Stream<Finding> findings) {
        return findings.map(Finding::key).collect(Collectors.toUnmodifiableSet());
    }
}
