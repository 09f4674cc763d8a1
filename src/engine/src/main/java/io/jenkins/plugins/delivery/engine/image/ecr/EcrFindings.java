package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.scan.AffectedPackage;
import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import io.jenkins.plugins.delivery.engine.scan.Finding;
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
                new AffectedPackage(
                        attributes.get("package_name"),
                        attributes.get("package_version"),
                        fixedIn,
                        fixedIn.isEmpty() ? Fix.UNKNOWN : Fix.AVAILABLE,
                        ""),
                finding.uri(),
                false);
    }

    /** The findings of enhanced scanning: one for each package that has the vulnerability; none for one that is closed. */
    static List<Finding> enhanced(EnhancedImageScanFinding finding) {
        if ("CLOSED".equals(finding.status())) {
            return List.of();
        }
        PackageVulnerabilityDetails details = finding.packageVulnerabilityDetails();
        if (details == null || details.vulnerablePackages().isEmpty()) {
            AffectedPackage unknown = new AffectedPackage("", "", "", fix(finding, ""), "");
            return List.of(
                    details == null
                            ? finding(finding, finding.title(), unknown, "")
                            : finding(finding, details.vulnerabilityId(), unknown, details.sourceUrl()));
        }
        return details.vulnerablePackages().stream()
                .map(affected ->
                        finding(finding, details.vulnerabilityId(), affected(finding, affected), details.sourceUrl()))
                .toList();
    }

    private static Finding finding(EnhancedImageScanFinding finding, String id, AffectedPackage affected, String link) {
        return new Finding(id, Severity.of(finding.severity()), affected, link, "SUPPRESSED".equals(finding.status()));
    }

    private static AffectedPackage affected(EnhancedImageScanFinding finding, VulnerablePackage affected) {
        // Other packages of the same finding may have a fix.
        boolean none = NO_FIX.equals(affected.fixedInVersion());
        String fixedIn = none || affected.fixedInVersion() == null ? "" : affected.fixedInVersion();
        return new AffectedPackage(
                affected.name(),
                affected.version(),
                fixedIn,
                none ? Fix.NONE : fix(finding, fixedIn),
                affected.filePath());
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
