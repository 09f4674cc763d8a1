package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parameters of {@code helmPackage}. */
public record HelmPackageRequest(
        @Parameter(help = "Directory of the chart in the workspace.", required = true)
        String chart,

        @Parameter(
                help = "Version of the chart: strict SemVer without 'v', for example ${version.chartVersion}.",
                required = true)
        String version,

        @Parameter(help = "Version of the application; the chart version when absent.")
        String appVersion,

        @Parameter(help = "Written to image.repository of values.yaml when given.")
        String imageRepository,

        @Parameter(help = "Written to image.tag of values.yaml when given.")
        String imageTag,

        @Parameter(
                help =
                        "Digest of the image, sha256:…; written to image.digest of values.yaml when given, for charts that name"
                                + " their image by digest.")
        String imageDigest,

        @Parameter(
                help =
                        "Further values: dotted path in values.yaml (or nested maps) to value; a missing path is added. A text may contain"
                                + " ${ociTag}, ${digest}, ${version} and ${chartVersion}; with ${ociTag} somewhere, image.tag and"
                                + " image.repository are left alone, with ${digest} image.digest.")
        Map<String, Object> set,

        @Parameter(
                help = "Values files to render the chart with, by path in the chart or the workspace;"
                        + " every values-*.yaml of the chart when absent.")
        List<String> valuesFiles,

        @Parameter(
                help =
                        "Environments that are to be alike, as [stage, prod]: a value that only one of their values-<environment>.yaml"
                                + " sets is told.")
        List<String> alike,

        @Parameter(help = "Version of Kubernetes to render for, as of the oldest cluster that gets the chart.")
        String kubeVersion,

        @Parameter(help = "Whether to run Helm's lint: its errors refuse the chart.")
        boolean lint,

        @Parameter(
                help = "Whether lint's warnings refuse the chart too, as helm lint --strict does; else they are told.")
        boolean strict,

        @Parameter(help = "Registry path that gets the chart, as oci://host/path; Helm appends the chart's name.")
        String oci,

        @Parameter(help = "Whether to push to oci; without it the chart is only packaged.")
        boolean push,

        @Parameter(help = "Whether plaintext secrets in values are refused.")
        boolean forbidSecrets,

        @Parameter(
                help =
                        "Version of the chart in oci that was tested as the candidate of this one; a chart that differs from it in more"
                                + " than its versions is refused.")
        String candidate,

        @Parameter(help = "Credentials of the registry.") String credentialsId,

        @Parameter(help = "Whether the registry speaks plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = "Directory in the workspace for the archive.")
        String destination)
        implements OperationRequest {

    /** Semantic Versioning 2.0.0, the pattern of its FAQ; Helm insists on it for charts in OCI registries. */
    private static final Pattern STRICT_SEMVER =
            Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
                    + "(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private static final Pattern OCI_PATH =
            Pattern.compile("oci://[A-Za-z0-9.-]+(:\\d{1,5})?(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*/?");

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Stands for the digest of an image that was not built. */
    private static final String NO_DIGEST = "sha256:" + "0".repeat(64);

    private static final int LONGEST_TAG = 128;

    public HelmPackageRequest {
        List<String> problems = new ArrayList<>();
        if (!STRICT_SEMVER.matcher(version).matches()) {
            problems.add("version '" + version + "' is not strict SemVer (MAJOR.MINOR.PATCH[-prerelease])"
                    + (version.startsWith("v") ? "; drop the leading 'v'" : ""));
        } else if (oci != null && version.contains("+")) {
            problems.add("version '" + version
                    + "' has build metadata, and '+' is not allowed in an OCI tag; use semverTag's chartVersion");
        } else if (oci != null && version.length() > LONGEST_TAG) {
            problems.add("version '" + version + "' is longer than the " + LONGEST_TAG + " characters of an OCI tag");
        }
        if (candidate != null && !STRICT_SEMVER.matcher(candidate).matches()) {
            problems.add("candidate '" + candidate + "' is not strict SemVer");
        }
        if (oci != null && !OCI_PATH.matcher(oci).matches()) {
            problems.add("oci '" + oci + "' is not of the form oci://host[:port]/path in lower case");
        }
        if (imageDigest != null && !DIGEST.matcher(imageDigest).matches()) {
            problems.add("imageDigest '" + imageDigest + "' is not of the form sha256: and 64 hexadecimal digits");
        }
        set = ChartValues.flat(set);
        appVersion = appVersion == null ? version : appVersion;
        problems.addAll(new ChartValues(
                        set,
                        imageRepository,
                        imageTag,
                        imageDigest,
                        variables(version, appVersion, imageTag, imageDigest, oci != null && push))
                .problems());
        if (!problems.isEmpty()) {
            throw new InvalidInputException("helmPackage", problems);
        }
        oci = oci != null && oci.endsWith("/") ? oci.substring(0, oci.length() - 1) : oci;
    }

    /** What is written to values.yaml. */
    ChartValues values() {
        return new ChartValues(
                set,
                imageRepository,
                imageTag,
                imageDigest,
                variables(version, appVersion, imageTag, imageDigest, pushes()));
    }

    private static Map<String, String> variables(
            String version, String appVersion, String imageTag, String imageDigest, boolean pushes) {
        Map<String, String> variables = new HashMap<>(Map.of("version", appVersion, "chartVersion", version));
        // A chart that is only checked, as on a feature branch, has no image of its own yet.
        variables.put("ociTag", imageTag == null ? version.replace('+', '_') : imageTag);
        variables.put("digest", imageDigest == null && !pushes ? NO_DIGEST : imageDigest);
        return variables;
    }

    /** Whether the chart goes to a registry at all. */
    public boolean pushes() {
        return push && oci != null;
    }
}
