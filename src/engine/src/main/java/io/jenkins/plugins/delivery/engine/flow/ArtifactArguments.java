package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.ConfigLayers.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an organisation's configuration means for the steps that make artifacts and keep them in registries; see {@link StepArguments}. */
final class ArtifactArguments {

    /** Settings of the section {@code version} to parameters of ecrScan. */
    private static final Map<String, String> AWS_IDENTITY =
            Map.of("ecrCredentialsId", "credentialsId", "roleArn", "roleArn");

    private final Map<String, Object> layer;
    private final Map<String, Object> given;

    ArtifactArguments(Map<String, Object> layer, Map<String, Object> given) {
        this.layer = layer;
        this.given = given;
    }

    /** Whether a repository is created is for the call to say, since it may name a registry only. */
    Map<String, Object> registryLogin() {
        Map<String, Object> image = section("image");
        Object registry = given.get("registry");
        ServerAddress.leaveServer(
                image,
                registry == null
                        ? Map.of()
                        : Map.of("registry", registry.toString().replaceFirst("/.*", "")));
        Map<String, Object> args = new LinkedHashMap<>(image);
        args.keySet().retainAll(List.of("credentialsId", "region", "registryId", "roleArn", "endpoint", "registry"));
        return args;
    }

    Map<String, Object> imagePush() {
        Map<String, Object> image = section("image");
        ServerAddress.leaveServer(image, only("repository"));
        image.keySet().retainAll(ImagePlanner.OF_PUSH);
        return image;
    }

    Map<String, Object> ecrScan() {
        Map<String, Object> args = new LinkedHashMap<>(map(section("image").get("scan")));
        Map<String, Object> version = section("version");
        // Who may read versions from ECR is who asks it for findings, unless the section of the scan names somebody
        // else.
        AWS_IDENTITY.forEach((setting, parameter) -> {
            if (version.containsKey(setting)) {
                args.putIfAbsent(parameter, version.get(setting));
            }
        });
        ServerAddress.leaveServer(args, only("endpoint"));
        Map<String, Object> image = section("image");
        image.putAll(only("repository"));
        boolean hosted = ServerAddress.server(only("repository")).isPresent();
        Map<String, Object> ecr =
                ImageLocation.of(image).map(ImageLocation::ecrCoordinates).orElse(Map.of());
        if (hosted) {
            // The step reads account and region from the address that the Jenkinsfile gives.
            args.keySet().removeAll(List.of("region", "registryId"));
        } else {
            ecr.forEach(args::putIfAbsent);
        }
        return args;
    }

    /** The registry is that of the image that the record is about. */
    Map<String, Object> evidenceRecord() {
        Map<String, Object> image = section("image");
        Map<String, Object> result = map(given.get("image"));
        Object repository = result.getOrDefault("image", result.get("repository"));
        ServerAddress.leaveServer(image, repository == null ? Map.of() : Map.of("repository", repository));
        image.keySet().retainAll(ChartPlanner.OF_ACCESS);
        return image;
    }

    Map<String, Object> helmPackage() {
        Map<String, Object> chart = section("chart");
        ServerAddress.leaveServer(chart, only("oci"));
        chart.keySet().removeAll(List.of("path", ChartPlanner.PIN_DIGEST));
        return chart;
    }

    private Map<String, Object> section(String name) {
        return new LinkedHashMap<>(map(layer.get(name)));
    }

    /** The parameter alone, when the call has it. */
    private Map<String, Object> only(String parameter) {
        return given.containsKey(parameter) ? Map.of(parameter, given.get(parameter)) : Map.of();
    }
}
