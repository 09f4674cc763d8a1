package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of {@code ecrScan}. */
public record EcrScanRequest(
        @Parameter(
                help = "Repository: its name in ECR, or the whole URI, from which registryId and region are taken.",
                required = true)
        String repository,

        @Parameter(help = "Digest of the image; preferred, because a tag may move.")
        String digest,

        @Parameter(help = "Tag of the image, when there is no digest.")
        String tag,

        @Parameter(help = "AWS region; the SDK's default chain when absent.")
        String region,

        @Parameter(help = "Account id of the registry; the caller's own when absent.")
        String registryId,

        @Parameter(help = "Address of the ECR API; that of AWS when absent.")
        String endpoint,

        @Parameter(help = "Access key id and secret access key; the SDK's default chain (role, profile) when absent.")
        String credentialsId,

        @Parameter(help = "ARN of the AWS role to assume, with the credentials as keys or as an OIDC token.")
        String roleArn,

        @Parameter(help = "Least severity that fails: critical, high, medium, low, or none.")
        FailOn failOn,

        @Parameter(help = "Severity to the number of findings that is tolerated; more fail, whatever failOn says.")
        Map<String, Object> max,

        @Parameter(help = "Whether findings that have no fix yet are left out.")
        boolean fixableOnly,

        @Parameter(help = "YAML file in the workspace with accepted findings: id, package, reason, owner, expires.")
        String allowList,

        @Parameter(
                help = "Accepted findings themselves, as maps of id, package, reason, owner and expires, for a call"
                        + " that has no workspace.")
        List<Map<String, Object>> accepted,

        @Parameter(
                help =
                        "Digest or tag of an image of the repository, for example the previous release: findings that it has"
                                + " too do not fail.")
        String baseline,

        @Parameter(
                help = "Digest of the image that runs where this one goes; the result says which findings are new and"
                        + " which are fixed.")
        String compareWith,

        @Parameter(help = "What to do when ECR cannot scan the image: fail or warn.")
        OnUnsupported onUnsupported,

        @Parameter(help = "Scanner to expect: auto, basic or enhanced.")
        ScanMode mode,

        @Parameter(help = "How many reads in a row must agree before findings are believed.")
        int stableReads,

        @Parameter(help = "How long to wait for the scan.") Duration timeout)
        implements OperationRequest {

    /** The address of a private repository (Amazon ECR user guide, "Private registry concepts"). */
    private static final Pattern ECR_URI =
            Pattern.compile("(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/(.+)");

    private static final Pattern HOST_AND_PATH = Pattern.compile("(?:[^/]+[.:][^/]*|localhost)/(.+)");

    public EcrScanRequest {
        Matcher uri = ECR_URI.matcher(repository);
        Matcher other = HOST_AND_PATH.matcher(repository);
        if (uri.matches()) {
            registryId = registryId == null ? uri.group(1) : registryId;
            region = region == null ? uri.group(2) : region;
            repository = uri.group(3);
        } else if (other.matches()) {
            repository = other.group(1);
        }
        List<String> problems = new ArrayList<>();
        if (digest == null && tag == null) {
            problems.add("digest or tag is required");
        }
        if (digest != null && !Digest.isDigest(digest)) {
            problems.add("digest '" + digest + "' is not of the form sha256:<64 hex digits>");
        }
        if (compareWith != null && !Digest.isDigest(compareWith)) {
            problems.add("compareWith '" + compareWith + "' is not of the form sha256:<64 hex digits>");
        }
        if (tag != null && !ImageRepository.isTag(tag)) {
            problems.add("tag '" + tag + "' is not a tag");
        }
        if (baseline != null && !Digest.isDigest(baseline) && !ImageRepository.isTag(baseline)) {
            problems.add("baseline '" + baseline + "' is neither a digest nor a tag");
        }
        if (registryId != null && !registryId.matches("\\d{12}")) {
            problems.add("registryId '" + registryId + "' is not an account id of 12 digits");
        }
        max.forEach((severity, count) -> {
            if (Severity.of(severity) == Severity.UNDEFINED && !severity.equalsIgnoreCase("undefined")) {
                problems.add("max: '" + severity + "' is no severity; known are " + severities());
            }
            if (!String.valueOf(count).matches("\\d{1,9}")) {
                problems.add("max." + severity + ": '" + count + "' is not a number of findings");
            }
        });
        accepted = List.copyOf(accepted);
        if (allowList != null && !accepted.isEmpty()) {
            problems.add("allowList and accepted exclude each other: name the file, or its entries");
        }
        try {
            AllowListFile.of("accepted", accepted);
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("accepted: " + problem));
        }
        if (stableReads < 1 || stableReads > 20) {
            problems.add("stableReads must be between 1 and 20, not " + stableReads);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("ecrScan", problems);
        }
    }

    private static String severities() {
        return String.join(
                ", ", Arrays.stream(Severity.values()).map(Severity::text).toList());
    }

    /** What names the image: the digest, when there is one. */
    String reference() {
        return digest != null ? digest : tag;
    }

    /** The policy that this request asks for. */
    public ScanPolicy policy() {
        Map<Severity, Integer> limits = new EnumMap<>(Severity.class);
        max.forEach((severity, count) -> limits.put(
                Severity.valueOf(severity.toUpperCase(Locale.ROOT)), Integer.valueOf(String.valueOf(count))));
        return new ScanPolicy(failOn, limits, fixableOnly);
    }
}
