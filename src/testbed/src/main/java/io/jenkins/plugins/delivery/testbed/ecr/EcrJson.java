package io.jenkins.plugins.delivery.testbed.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The answers' structures. Times are seconds since the epoch with a fraction, as AWS JSON 1.1 writes them. */
final class EcrJson {

    private final String host;

    EcrJson(String host) {
        this.host = host;
    }

    static double time(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    Map<String, Object> repository(Repositories.Repository repository) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repositoryArn", arn("repository/" + repository.name()));
        json.put("registryId", EcrServer.REGISTRY_ID);
        json.put("repositoryName", repository.name());
        json.put("repositoryUri", host + "/" + repository.name());
        json.put("createdAt", time(repository.createdAt()));
        json.put("imageTagMutability", repository.mutability());
        json.put("imageScanningConfiguration", Map.of("scanOnPush", repository.scanOnPush()));
        json.put(
                "encryptionConfiguration",
                repository.kmsKey().isEmpty()
                        ? Map.of("encryptionType", "AES256")
                        : Map.of("encryptionType", "KMS", "kmsKey", repository.kmsKey()));
        return json;
    }

    static Map<String, Object> about(String repository) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("registryId", EcrServer.REGISTRY_ID);
        json.put("repositoryName", repository);
        return json;
    }

    static Map<String, Object> imageId(EcrImage image, String tag) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("imageDigest", image.digest());
        if (!tag.isEmpty()) {
            json.put("imageTag", tag);
        }
        return json;
    }

    static Map<String, Object> detail(String repository, EcrImage image) {
        Map<String, Object> json = about(repository);
        json.put("imageDigest", image.digest());
        if (!image.tags().isEmpty()) {
            json.put("imageTags", image.tags());
        }
        json.put("imageSizeInBytes", image.sizeBytes());
        json.put("imagePushedAt", time(image.pushedAt()));
        json.put("imageManifestMediaType", image.mediaType());
        return json;
    }

    static Map<String, Object> scanStatus(ScanStatus status) {
        return Map.of("status", status.name(), "description", "The scan is in the state " + status + ".");
    }

    static Map<String, Object> summary(List<Finding> findings, Instant at) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("imageScanCompletedAt", time(at));
        json.put("vulnerabilitySourceUpdatedAt", time(at));
        json.put("findingSeverityCounts", counts(findings));
        return json;
    }

    static Map<String, Integer> counts(List<Finding> findings) {
        Map<String, Integer> counts = new TreeMap<>();
        findings.forEach(finding -> counts.merge(finding.severity().name(), 1, Integer::sum));
        return counts;
    }

    static Map<String, Object> basic(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", finding.id());
        json.put("description", finding.id() + " in " + finding.packageName());
        json.put("uri", "https://vulnerabilities.example/" + finding.id());
        json.put("severity", finding.severity().name());
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(Map.of("key", "package_name", "value", finding.packageName()));
        attributes.add(Map.of("key", "package_version", "value", finding.packageVersion()));
        if (!finding.fixedIn().isEmpty()) {
            attributes.add(Map.of("key", "patched_versions", "value", finding.fixedIn()));
        }
        json.put("attributes", attributes);
        return json;
    }

    /** As many as a well-known vulnerability has: with them a finding is some kilobytes long. */
    private static List<String> references(String id) {
        return IntStream.range(0, 25)
                .mapToObj(i -> "https://advisories.example/" + i + "/" + id + "?source=vendor-advisory-" + i)
                .toList();
    }

    static Map<String, Object> enhanced(Finding finding, Instant at) {
        boolean fixable = !finding.fixedIn().isEmpty();
        Map<String, Object> vulnerable = new LinkedHashMap<>();
        vulnerable.put("name", finding.packageName());
        vulnerable.put("version", finding.packageVersion());
        vulnerable.put("packageManager", "OS");
        if (fixable) {
            vulnerable.put("fixedInVersion", finding.fixedIn());
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("vulnerabilityId", finding.id());
        details.put("vendorSeverity", finding.severity().name());
        details.put("source", "NVD");
        details.put("sourceUrl", "https://vulnerabilities.example/" + finding.id());
        details.put("vulnerablePackages", List.of(vulnerable));
        details.put("referenceUrls", references(finding.id()));
        details.put(
                "cvss",
                List.of(Map.of(
                        "baseScore",
                        7.5,
                        "scoringVector",
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                        "source",
                        "NVD",
                        "version",
                        "3.1")));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("awsAccountId", EcrServer.REGISTRY_ID);
        json.put("description", finding.id() + " in " + finding.packageName());
        json.put(
                "findingArn",
                "arn:aws:inspector2:" + EcrServer.REGION + ":" + EcrServer.REGISTRY_ID + ":finding/" + finding.id());
        json.put("firstObservedAt", time(at));
        json.put("lastObservedAt", time(at));
        json.put("updatedAt", time(at));
        json.put("packageVulnerabilityDetails", details);
        json.put("remediation", Map.of("recommendation", Map.of("text", fixable ? "Update." : "None Provided")));
        json.put("severity", finding.severity().name());
        json.put("status", finding.status());
        json.put("title", finding.id() + " - " + finding.packageName());
        json.put("type", "PACKAGE_VULNERABILITY");
        json.put("fixAvailable", fixable ? "YES" : "NO");
        json.put("exploitAvailable", "NO");
        return json;
    }

    private static String arn(String resource) {
        return "arn:aws:ecr:" + EcrServer.REGION + ":" + EcrServer.REGISTRY_ID + ":" + resource;
    }
}
