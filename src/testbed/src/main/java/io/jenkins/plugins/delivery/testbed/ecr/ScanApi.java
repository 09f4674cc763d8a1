package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The operations about scans. */
final class ScanApi {

    private final EcrLookup lookup;
    private final Scans scans;
    private final Clock clock;

    ScanApi(EcrLookup lookup, Scans scans, Clock clock) {
        this.lookup = lookup;
        this.scans = scans;
        this.clock = clock;
    }

    Map<String, Object> startImageScan(JsonNode request) {
        Repositories.Repository repository = lookup.repository(request);
        EcrImage image = lookup.image(repository.name(), request.path("imageId"));
        if (image.isIndex()) {
            throw EcrError.of(
                    "UnsupportedImageTypeException",
                    "An artifact with media type '" + image.mediaType() + "' cannot be scanned.");
        }
        scans.start(repository.name(), image, repository.scanOnPush());
        Map<String, Object> answer = scanned(repository.name(), image, request);
        answer.put("imageScanStatus", EcrJson.scanStatus(ScanStatus.PENDING));
        return answer;
    }

    Map<String, Object> describeImageScanFindings(JsonNode request) {
        Repositories.Repository repository = lookup.repository(request);
        EcrImage image = lookup.image(repository.name(), request.path("imageId"));
        Optional<ScanScript.Read> state = Page.isFirst(request)
                ? scans.advance(repository.name(), image, repository.scanOnPush())
                : scans.current(repository.name(), image, repository.scanOnPush());
        ScanScript.Read read = state.orElseThrow(() -> EcrError.of(
                "ScanNotFoundException",
                "Image scan does not exist for the image with '" + request.path("imageId")
                        + "' in the repository with name '" + repository.name() + "'"));
        Map<String, Object> answer = scanned(repository.name(), image, request);
        answer.put("imageScanStatus", EcrJson.scanStatus(read.status()));
        if (read.status().hasFindings()) {
            Page<Finding> page = Page.of(read.findings(), request);
            Map<String, Object> findings = summary(repository, image, read);
            if (read.enhanced()) {
                findings.put(
                        "enhancedFindings",
                        page.items().stream()
                                .map(f -> EcrJson.enhanced(f, clock.instant()))
                                .toList());
            } else {
                findings.put(
                        "findings", page.items().stream().map(EcrJson::basic).toList());
            }
            answer.put("imageScanFindings", findings);
            page.addTokenTo(answer);
        }
        return answer;
    }

    /** The numbers beside the list; the scan ends once, whoever reads it how often. */
    private Map<String, Object> summary(Repositories.Repository repository, EcrImage image, ScanScript.Read read) {
        Instant end = scans.completedAt(repository.name(), image).orElseGet(clock::instant);
        Map<String, Object> summary = EcrJson.summary(read.findings(), end);
        if (read.unlisted() > 0) {
            Map<String, Integer> counts = EcrJson.counts(read.findings());
            counts.merge(Severity.CRITICAL.name(), read.unlisted(), Integer::sum);
            summary.put("findingSeverityCounts", counts);
        }
        return summary;
    }

    private static Map<String, Object> scanned(String repository, EcrImage image, JsonNode request) {
        Map<String, Object> answer = EcrJson.about(repository);
        answer.put(
                "imageId",
                EcrJson.imageId(image, request.path("imageId").path("imageTag").asText("")));
        return answer;
    }

    /** What the last read of an image's scan said. */
    Optional<ScanScript.Read> current(Repositories.Repository repository, EcrImage image) {
        return scans.current(repository.name(), image, repository.scanOnPush());
    }
}
