package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.scan.Finding;
import io.jenkins.plugins.delivery.engine.scan.ScanMode;
import io.jenkins.plugins.delivery.engine.scan.ScanReading;
import io.jenkins.plugins.delivery.engine.scan.ScanState;
import io.jenkins.plugins.delivery.engine.scan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.EnhancedImageScanFinding;
import software.amazon.awssdk.services.ecr.model.ImageScanFinding;
import software.amazon.awssdk.services.ecr.model.ImageScanFindings;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;

/**
 * Reads the findings of one image over all pages, or not at all: a page that fails, a token that has expired, and findings that change
 * between two pages make the whole read fail, to be made again.
 */
final class EcrFindingPages {

    /** A finding of Amazon Inspector has up to 10 KB and many times that as objects; the API allows 1,000. */
    private static final int PAGE = 200;

    private static final int MOST_FINDINGS = 100_000;

    private final EcrClient client;
    private final String registryId;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Severity, Integer> listed = new EnumMap<>(Severity.class);
    private ScanMode scanner;

    EcrFindingPages(EcrClient client, String registryId) {
        this.client = client;
        this.registryId = registryId;
    }

    /** Reads once; an instance is for one read. */
    ScanReading read(String repository, String digest) {
        String name = repository + "@" + digest;
        DescribeImageScanFindingsResponse first = page(repository, digest, null);
        add(first);
        ScanState state = state(first);
        Map<Severity, Integer> counted = counted(first);
        Optional<Instant> completedAt =
                Optional.ofNullable(first.imageScanFindings()).map(ImageScanFindings::imageScanCompletedAt);
        String description =
                first.imageScanStatus() == null ? "" : first.imageScanStatus().description();
        String token = first.nextToken();
        while (token != null) {
            DescribeImageScanFindingsResponse page = later(repository, digest, token, name);
            if (state(page) != state || !counted(page).equals(counted)) {
                throw again("The findings of " + name + " changed while they were read.");
            }
            add(page);
            if (token.equals(page.nextToken()) || findings.size() > MOST_FINDINGS) {
                throw new TerminalException(
                        "ECR lists the findings of " + name + " without an end.", "Look at the image's scan in ECR.");
            }
            token = page.nextToken();
        }
        return new ScanReading(
                state, description, findings, missing(counted), Optional.ofNullable(scanner), completedAt);
    }

    private DescribeImageScanFindingsResponse page(String repository, String digest, String token) {
        return client.describeImageScanFindings(request -> request.registryId(registryId)
                .repositoryName(repository)
                .imageId(image -> image.imageDigest(digest))
                .maxResults(PAGE)
                .nextToken(token));
    }

    private DescribeImageScanFindingsResponse later(String repository, String digest, String token, String name) {
        try {
            return page(repository, digest, token);
        } catch (InvalidParameterException e) {
            throw again("ECR does not know its page of the findings of " + name + " any more.");
        }
    }

    private static RetryableException again(String message) {
        return new RetryableException(message, "They are read again.", null, Duration.ofSeconds(1));
    }

    private void add(DescribeImageScanFindingsResponse page) {
        if (page.imageScanFindings() == null) {
            return;
        }
        for (ImageScanFinding finding : page.imageScanFindings().findings()) {
            scanner = ScanMode.BASIC;
            listed.merge(Severity.of(finding.severityAsString()), 1, Integer::sum);
            findings.add(EcrFindings.basic(finding));
        }
        for (EnhancedImageScanFinding finding : page.imageScanFindings().enhancedFindings()) {
            scanner = ScanMode.ENHANCED;
            listed.merge(Severity.of(finding.severity()), 1, Integer::sum);
            findings.addAll(EcrFindings.enhanced(finding));
        }
    }

    private static ScanState state(DescribeImageScanFindingsResponse page) {
        return page.imageScanStatus() == null
                ? ScanState.UNKNOWN
                : ScanState.of(page.imageScanStatus().statusAsString());
    }

    /** The numbers that ECR gives beside the list. */
    private static Map<Severity, Integer> counted(DescribeImageScanFindingsResponse page) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        if (page.imageScanFindings() != null) {
            page.imageScanFindings()
                    .findingSeverityCountsAsStrings()
                    .forEach((severity, count) -> counts.merge(Severity.of(severity), count, Integer::sum));
        }
        return counts;
    }

    /** A list that is longer than the numbers say is judged as it is: it can only be the stricter one. */
    private int missing(Map<Severity, Integer> counted) {
        return counted.entrySet().stream()
                .mapToInt(entry -> Math.max(0, entry.getValue() - listed.getOrDefault(entry.getKey(), 0)))
                .sum();
    }
}
