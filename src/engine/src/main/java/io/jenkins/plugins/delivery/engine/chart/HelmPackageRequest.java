package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
                        "Further values: dotted path in values.yaml (or nested maps) to value; a missing path is added. A text may contain"
                                + " ${ociTag}, ${version} and ${chartVersion}; with ${ociTag} somewhere, image.tag and image.repository"
                                + " are left alone.")
        Map<String, Object> set,

        @Parameter(
                help = "Values files to render the chart with, by path in the chart or the workspace;"
                        + " every values-*.yaml of the chart when absent.")
        List<String> valuesFiles,

        @Parameter(help = "Version of Kubernetes to render for, as of the oldest cluster that gets the chart.")
        String kubeVersion,

        @Parameter(help = "Whether to run Helm's lint: its errors refuse the chart, its warnings are told.")
        boolean lint,

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

    /** Where the charts that {@code helm create} writes have the tag. */
    static final String IMAGE_TAG = "image.tag";

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
        set = flat(set);
        set.forEach((path, value) -> {
            if (value instanceof Map || value instanceof List || value == null) {
                problems.add("set: '" + path + "' needs a single value; name each path, like image.tag");
            }
        });
        appVersion = appVersion == null ? version : appVersion;
        for (Object value : set.values()) {
            try {
                expanded(value, variables(version, appVersion, imageTag));
            } catch (IllegalArgumentException e) {
                problems.add("set: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("helmPackage", problems);
        }
        oci = oci != null && oci.endsWith("/") ? oci.substring(0, oci.length() - 1) : oci;
    }

    /** The paths of values.yaml that are written anew for every version. */
    List<String> pathsOfVersion() {
        List<String> paths = new ArrayList<>();
        if (writesImageTag()) {
            paths.add(IMAGE_TAG);
        }
        set.forEach((path, value) -> {
            if (value instanceof CharSequence text
                    && !Template.names(text.toString()).isEmpty()) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** What is written to values.yaml: dotted path to value. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (imageRepository != null && !placesTag()) {
            values.put("image.repository", imageRepository);
        }
        if (writesImageTag()) {
            values.put(IMAGE_TAG, imageTag);
        }
        Map<String, String> variables = variables(version, appVersion, imageTag);
        set.forEach((path, value) -> values.put(path, expanded(value, variables)));
        return values;
    }

    /** Whether the tag goes where charts have it by custom, because {@code set} names no other place. */
    boolean writesImageTag() {
        return imageTag != null && !placesTag();
    }

    private boolean placesTag() {
        return set.values().stream()
                .anyMatch(value -> value instanceof CharSequence text
                        && Template.names(text.toString()).contains("ociTag"));
    }

    private static Object expanded(Object value, Map<String, String> variables) {
        return value instanceof CharSequence text ? Template.expand(text.toString(), variables) : value;
    }

    private static Map<String, String> variables(String version, String appVersion, String imageTag) {
        // A chart that is only checked, as on a feature branch, has no image of its own yet.
        String tag = imageTag == null ? version.replace('+', '_') : imageTag;
        return Map.of("version", appVersion, "chartVersion", version, "ociTag", tag);
    }

    /** Nested maps as dotted paths, so that {@code [image: [tag: x]]} and {@code ['image.tag': x]} are the same. */
    private static Map<String, Object> flat(Map<String, Object> nested) {
        Map<String, Object> paths = new LinkedHashMap<>();
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                Map<String, Object> named = new LinkedHashMap<>();
                inner.forEach((name, leaf) -> named.put(key + "." + name, leaf));
                paths.putAll(flat(named));
            } else {
                paths.put(key, value);
            }
        });
        return Collections.unmodifiableMap(paths);
    }

    /** Whether the chart goes to a registry at all. */
    public boolean pushes() {
        return push && oci != null;
    }
}
