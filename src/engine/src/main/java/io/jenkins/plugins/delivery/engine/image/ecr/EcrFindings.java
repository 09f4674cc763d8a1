package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.scan.Finding;
import io.jenkins.plugins.delivery.engine.scan.Finding.Fix;
import io.jenkins.plugins.delivery.engine.scan.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.model.Attribute;
import software.amazon.awssdk.services.ecr.model.EnhancedImageScanFinding;
import software.amazon.awssdk.services.ecr.model.ImageScanFinding;
import software.amazon.awssdk.services.ecr.model.PackageVulnerabilityDetails;
import software.amazon.awssdk.services.ecr.model.VulnerablePackage;

/** Reads the two forms in which ECR reports a vulnerability. */
final class EcrFindings {

    /** Amazon Inspector's word for a package without a fixed version. */
    private static final String NO_FIX = "NotAvailable";

    private EcrFindings() {}

    /** A finding of basic scanning; its package stands in attributes. */
    static Finding basic(ImageScanFinding finding) {
        Map<String, String> attributes = finding.attributes().stream()
                .filter(attribute -> attribute.value() != null)
                .collect(Collectors.toMap(Attribute::key, Attribute::value, (first, second) -> first));
        String fixedIn = attributes.getOrDefault("patched_versions", "");
        return new Finding(
                finding.name(),
                Severity.of(finding.severityAsString()),
                attributes.get("package_name"),
                attributes.get("package_version"),
                fixedIn,
                fixedIn.isEmpty() ? Fix.UNKNOWN : Fix.AVAILABLE,
                finding.uri());
    }

    /** The findings of enhanced scanning: one for each package that has the vulnerability; none for one that is closed. */
    static List<Finding> enhanced(EnhancedImageScanFinding finding) {
        if ("CLOSED".equals(finding.status())) {
            return List.of();
        }
        PackageVulnerabilityDetails details = finding.packageVulnerabilityDetails();
        if (details == null || details.vulnerablePackages().isEmpty()) {
            String id = details == null ? finding.title() : details.vulnerabilityId();
            return List.of(new Finding(
                    String.valueOf(id),
                    Severity.of(finding.severity()),
                    "",
                    "",
                    "",
                    fix(finding, ""),
                    details == null ? "" : details.sourceUrl()));
        }
        return details.vulnerablePackages().stream()
                .map(affected -> affected(finding, details, affected))
                .toList();
    }

    private static Finding affected(
            EnhancedImageScanFinding finding, PackageVulnerabilityDetails details, VulnerablePackage affected) {
        String version = affected.fixedInVersion();
        String fixedIn = version == null || version.equals(NO_FIX) ? "" : version;
        return new Finding(
                details.vulnerabilityId(),
                Severity.of(finding.severity()),
                affected.name(),
                affected.version(),
                fixedIn,
                fix(finding, fixedIn),
                details.sourceUrl());
    }

    private static Fix fix(EnhancedImageScanFinding finding, String fixedIn) {
        if (!fixedIn.isEmpty()) {
            return Fix.AVAILABLE;
        }
        return switch (String.valueOf(finding.fixAvailable())) {
            case "YES", "PARTIAL" -> Fix.AVAILABLE;
            case "NO" -> Fix.NONE;
            default -> Fix.UNKNOWN;
        };
    }
}
