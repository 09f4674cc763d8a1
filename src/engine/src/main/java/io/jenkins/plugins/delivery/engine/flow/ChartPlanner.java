package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the packaging of the chart. */
final class ChartPlanner {

    /** Settings of the image's registry that count for charts in the same registry, unless the chart says otherwise. */
    static final List<String> OF_REGISTRY = List.of(
            "credentialsId",
            "plainHttp",
            "region",
            "registryId",
            "roleArn",
            "endpoint",
            "createRepository",
            "repositorySettings");

    /** Those that say who is asking, and not what is made. */
    static final List<String> OF_ACCESS =
            List.of("credentialsId", "plainHttp", "region", "registryId", "roleArn", "endpoint");

    /** A setting of the pipeline alone: whether values.yaml names the image by its digest too. */
    static final String PIN_DIGEST = "pinDigest";

    private final DeliveryConfig config;
    private final PlanSource source;

    ChartPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /**
     * @param publishes whether the branch's artifacts can be promoted; otherwise the chart is only checked
     * @param imageTag the one tag that is written into values
     */
    PlanStage stage(boolean publishes, Map<String, Object> imageTag) {
        Map<String, Object> args = config.section("chart");
        args.put("chart", args.remove("path"));
        args.put("version", from(BuildPlanner.VERSION, "chartVersion"));
        args.put("appVersion", from(BuildPlanner.VERSION, "version"));
        boolean pins = Boolean.TRUE.equals(args.remove(PIN_DIGEST))
                || String.valueOf(args.get("set")).contains("${digest}");
        Optional<ImageLocation> image = config.imageRepository();
        image.filter(location -> publishes).ifPresent(location -> {
            args.put("imageRepository", location.full());
            args.put("imageTag", imageTag);
            if (pins) {
                args.put("imageDigest", from(BuildPlanner.IMAGE, "digest"));
            }
        });
        image.filter(location -> isBeside(location, args.get("oci")))
                .ifPresent(location -> settingsOfRegistry().forEach(args::putIfAbsent));
        if (!Boolean.TRUE.equals(args.get("createRepository"))) {
            args.remove("repositorySettings");
        }
        alike().ifPresent(names -> args.put("alike", names));
        boolean pushes = publishes && args.containsKey("oci");
        args.put("push", pushes);
        if (pushes && new EvidencePlanner(config, source).keeps()) {
            // The version becomes visible in the stage Publish, when the scan has passed.
            args.put("hold", true);
        }
        if (args.containsKey("oci")) {
            source.sameTree().ifPresent(candidate -> args.put("candidate", candidate.chartVersion()));
        }
        return PlanStage.of("Chart", PlanAction.step("helmPackage", args).as(BuildPlanner.CHART));
    }

    private static boolean isBeside(ImageLocation image, Object oci) {
        String parent = "oci://" + image.registry();
        return oci != null && (oci.equals(parent) || oci.toString().startsWith(parent + "/"));
    }

    private Map<String, Object> settingsOfRegistry() {
        Map<String, Object> settings = new LinkedHashMap<>(config.section("image"));
        settings.keySet().retainAll(OF_REGISTRY);
        return settings;
    }

    /** The last two environments: what goes to production was tested in the one before. */
    private Optional<List<String>> alike() {
        List<String> names =
                config.environments().stream().map(Environment::name).toList();
        return names.size() < 2 ? Optional.empty() : Optional.of(names.subList(names.size() - 2, names.size()));
    }
}
