package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.RegistryHelp;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import io.jenkins.plugins.delivery.engine.image.RepositorySettings;
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

        @Parameter(help = "Whether the chart gets no tag of its version before evidenceRecord releases it.")
        boolean hold,

        @Parameter(help = "Whether plaintext secrets in values are refused.")
        boolean forbidSecrets,

        @Parameter(
                help =
                        "YAML file in the workspace with accepted plaintext secrets: path, file, value (its fingerprint), reason, expires.")
        String secretsAllowList,

        @Parameter(
                help =
                        "Which Helm works: auto (the agent's when it is fit, else the embedded one), agent, embedded, or the path of a helm.")
        String helm,

        @Parameter(
                help =
                        "Version of the chart in oci that was tested as the candidate of this one; a chart that differs from it in more"
                                + " than its versions is refused.")
        String candidate,

        @Parameter(help = RegistryHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "Whether the registry speaks plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = "Directory in the workspace for the archive.")
        String destination,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint,

        @Parameter(help = RegistryHelp.CREATE) boolean createRepository,

        @Parameter(help = RegistryHelp.CREATE_HOW) Map<String, Object> repositorySettings)
        implements OperationRequest {

    private static final Pattern OCI_PATH =
            Pattern.compile("oci://[A-Za-z0-9.-]+(:\\d{1,5})?(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*/?");

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Stands for the digest of an image that was not built. */
    private static final String NO_DIGEST = "sha256:" + "0".repeat(64);

    public HelmPackageRequest {
        List<String> problems = new ArrayList<>();
        ChartVersion.check(version, oci != null, problems);
        if (candidate != null && !ChartVersion.strict(candidate)) {
            problems.add("candidate '" + candidate + "' is not strict SemVer");
        }
        if (oci != null && !OCI_PATH.matcher(oci).matches()) {
            problems.add("oci '" + oci + "' is not of the form oci://host[:port]/path in lower case");
        }
        if (imageDigest != null && !DIGEST.matcher(imageDigest).matches()) {
            problems.add("imageDigest '" + imageDigest + "' is not of the form sha256: and 64 hexadecimal digits");
        }
        try {
            HelmChoice.parse(helm);
        } catch (IllegalArgumentException e) {
            problems.add("helm: " + e.getMessage());
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
        AwsSettings aws = new AwsSettings(region, registryId, roleArn, endpoint);
        if (oci != null) {
            problems.addAll(RegistrySettings.problems(
                    oci.replaceFirst("^oci://", ""), aws, createRepository, repositorySettings));
        }
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

    /** How the registry is reached. */
    RegistrySettings registry() {
        return new RegistrySettings(
                credentialsId,
                plainHttp,
                new AwsSettings(region, registryId, roleArn, endpoint),
                RepositorySettings.of(createRepository, repositorySettings));
    }

    private static Map<String, String> variables(
            String version, String appVersion, String imageTag, String imageDigest, boolean pushes) {
        Map<String, String> variables = new HashMap<>(Map.of("version", appVersion, "chartVersion", version));
        // A chart that is only checked, as on a feature branch, has no image of its own yet.
        variables.put("ociTag", imageTag == null ? version.replace('+', '_') : imageTag);
        variables.put("digest", imageDigest == null && !pushes ? NO_DIGEST : imageDigest);
        return variables;
    }

    HelmChoice helmChoice() {
        return HelmChoice.parse(helm);
    }

    /** Whether the chart goes to a registry at all. */
    public boolean pushes() {
        return push && oci != null;
    }
}
