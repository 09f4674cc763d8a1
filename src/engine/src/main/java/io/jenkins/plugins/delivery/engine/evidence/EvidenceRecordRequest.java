package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.RegistryHelp;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import io.jenkins.plugins.delivery.engine.scan.OnUnsupported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of {@code evidenceRecord}. The maps are results of earlier steps, whole or only the keys that are named here; other keys of
 * theirs are passed over on purpose, because results grow. What is named is checked strictly.
 */
public record EvidenceRecordRequest(
        @Parameter(help = "Service that the evidence is about.", required = true)
        String service,

        @Parameter(help = "Its version.", required = true) String version,

        @Parameter(help = "Commit that the version was built from.")
        String commit,

        @Parameter(help = "Git id of the tree of that commit.")
        String tree,

        @Parameter(help = "Result of imagePush: image (repository@digest), size; or repository and digest.")
        Map<String, Object> image,

        @Parameter(
                help =
                        "Result of helmPackage: name, version, ociReference, digest, content. A chart that is held back gets the tag of its version.")
        Map<String, Object> chart,

        @Parameter(help = "Result of ecrScan: verdict, status, counts, digest, delta.")
        Map<String, Object> scan,

        @Parameter(help = "Whether a chart stays held back without the result of a scan.")
        boolean requireScan,

        @Parameter(help = "Whether an image that the scanner cannot look into keeps a chart held back.")
        OnUnsupported onUnsupported,

        @Parameter(
                help =
                        "Test verdicts: name to passed, failed or errored, or to a result of e2eGate (verdict, env, tests, message).")
        Map<String, Object> tests,

        @Parameter(
                help = "Promotions: environment to a result of argoPromote (state, commit), with approver when somebody"
                        + " was asked.")
        Map<String, Object> promotions,

        @Parameter(help = "Whether to only read what is proved of the image.")
        boolean lookup,

        @Parameter(help = "URL of the run; BUILD_URL when absent.")
        String run,

        @Parameter(help = RegistryHelp.CREDENTIALS) String credentialsId,

        @Parameter(
                help =
                        "Credentials of the chart's registry; those of the image's registry when absent and at the same host.")
        String chartCredentialsId,

        @Parameter(help = "Whether the registries speak plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = "How long a registry that is down or busy is tried again.")
        Duration retryFor,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public EvidenceRecordRequest {
        image = ordered(image);
        chart = ordered(chart);
        scan = ordered(scan);
        tests = ordered(told(tests));
        promotions = ordered(promotions);
        List<String> problems = new ArrayList<>();
        if (lookup && image.isEmpty()) {
            problems.add("image is required for a lookup: evidence is found by the digest of the image");
        }
        problems.addAll(new EvidenceInput(image, chart, scan, tests, promotions).problems());
        problems.addAll(new AwsSettings(region, registryId, roleArn, endpoint).problems());
        for (String name : List.of("commit", "tree")) {
            String id = name.equals("commit") ? commit : tree;
            if (id != null && !id.matches("[0-9a-f]{7,64}")) {
                problems.add(name + " '" + id + "' is not a Git object id");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("evidenceRecord", problems);
        }
    }

    /** How the registry of the image is reached. */
    RegistrySettings imageRegistry() {
        return with(credentialsId);
    }

    /** How the registry of the chart is reached. One at another host gets nothing that is for the image's registry. */
    RegistrySettings chartRegistry(String repository) {
        String host = ImageRepository.parse(repository).host();
        boolean beside = input().image()
                .map(pushed -> ImageRepository.parse(pushed.repository()).host().equals(host))
                .orElse(true);
        return beside
                ? with(chartCredentialsId == null ? credentialsId : chartCredentialsId)
                : new RegistrySettings(chartCredentialsId, null, AwsSettings.NONE);
    }

    private RegistrySettings with(String credentials) {
        return new RegistrySettings(credentials, plainHttp, new AwsSettings(region, registryId, roleArn, endpoint));
    }

    /** The maps, as they are understood. */
    EvidenceInput input() {
        return new EvidenceInput(image, chart, scan, tests, promotions);
    }

    /** A gate that this build left out, as for a tree that had passed it before, has said nothing. */
    private static Map<String, Object> told(Map<String, Object> tests) {
        Map<String, Object> told = new LinkedHashMap<>(tests);
        told.values().removeIf(said -> said instanceof Map<?, ?> map && map.isEmpty());
        return told;
    }

    private static Map<String, Object> ordered(Map<String, Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
