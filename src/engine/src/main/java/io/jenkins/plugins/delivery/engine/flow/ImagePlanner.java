package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans how the image gets into its registry, under which names, and its scan. */
final class ImagePlanner {

    /** Name of the action that finds what runs in the environment that the scan is compared with. */
    private static final String RUNNING = "running";

    private static final String LOGIN = "login";

    /** Where Docker, BuildKit, Jib, crane and Helm look for log-ins, and where Buildah, Podman and Skopeo do. */
    private static final Map<String, Object> VARIABLES = Map.of(
            "DOCKER_CONFIG",
            from(LOGIN, "configDirectory"),
            "HELM_REGISTRY_CONFIG",
            from(LOGIN, "configFile"),
            "REGISTRY_AUTH_FILE",
            from(LOGIN, "configFile"));

    /** Settings that say what the closure has left. */
    private static final List<String> OF_BUILT = List.of("archive", "digestFile");

    /** Settings of the image that are parameters of imagePush. */
    static final List<String> OF_PUSH = Stream.concat(
                    Stream.of("inputs", "tagWith", "retryFor"), ChartPlanner.OF_REGISTRY.stream())
            .toList();

    /** Settings of the image that say who asks AWS, for the scan as well unless it says otherwise. */
    private static final List<String> OF_AWS = List.of("credentialsId", "region", "registryId", "roleArn", "endpoint");

    private final DeliveryConfig config;
    private final ImageLocation location;
    private final Map<String, Object> bodyArguments;

    /** @param bodyArguments what the closure that builds the image gets */
    ImagePlanner(DeliveryConfig config, ImageLocation location, Map<String, Object> bodyArguments) {
        this.config = config;
        this.location = location;
        this.bodyArguments = bodyArguments;
    }

    /**
     * Build once: an image of the same tree that is already in the registry gets the new tags; only otherwise it is built.
     * Without a closure the build stage has pushed it, and it is verified.
     *
     * @param mayBeReused whether the build stage may have been left out
     * @param record what is noted when the registry has the image; empty for nothing
     */
    PlanStage stage(boolean mayBeReused, Optional<PlanAction> record) {
        boolean builds = config.isTrue("image", "build");
        Map<String, Object> section = config.section("image");
        Map<String, Object> args = imagePush();
        section.forEach((key, value) -> {
            if (OF_BUILT.contains(key)) {
                args.put(key, value);
            }
        });
        PlanAction push = PlanAction.step("imagePush", args).as(BuildPlanner.IMAGE);
        boolean looks = builds || mayBeReused;
        List<PlanAction> actions = new ArrayList<>();
        if (looks) {
            actions.add(lookup());
        }
        boolean lends = builds && lendsLogin(section);
        if (lends) {
            actions.add(login(false));
        }
        if (builds) {
            PlanAction body = PlanAction.body("image.build", bodyArguments).unless(BuildPlanner.IMAGE + ".found");
            actions.add(lends ? body.with(VARIABLES) : body);
        }
        actions.add(looks ? push.unless(BuildPlanner.IMAGE + ".found") : push);
        record.ifPresent(actions::add);
        PlanStage stage = PlanStage.of("Image", actions);
        return lends ? stage.cleanedBy(login(true)) : stage;
    }

    /** A closure that writes an archive pushes nothing; one that pushes by itself has to be logged in. */
    private boolean lendsLogin(Map<String, Object> section) {
        boolean known = location.isEcr() || OF_AWS.stream().anyMatch(section::containsKey);
        boolean pushes =
                !section.containsKey("archive") && known && !location.registry().isEmpty();
        return Boolean.TRUE.equals(section.getOrDefault("login", pushes));
    }

    private PlanAction login(boolean out) {
        Map<String, Object> args = config.section("image");
        args.keySet().retainAll(out ? OF_AWS : ChartPlanner.OF_REGISTRY);
        args.remove("plainHttp");
        args.put("registry", location.full());
        if (out) {
            args.put("logout", true);
        }
        PlanAction action = PlanAction.step("registryLogin", args).as(LOGIN);
        // At the end of the stage the image is found in any case, so only the beginning can ask.
        return out ? action : action.unless(BuildPlanner.IMAGE + ".found");
    }

    /** Gives the image of the same tree the names of this commit, when the registry has one. */
    PlanAction lookup() {
        Map<String, Object> args = imagePush();
        args.put("lookup", true);
        return PlanAction.step("imagePush", args).as(BuildPlanner.IMAGE);
    }

    private Map<String, Object> imagePush() {
        Map<String, Object> section = config.section("image");
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("repository", location.full());
        args.put("version", from(BuildPlanner.VERSION, "ociTag"));
        args.put("commit", from(BuildPlanner.VERSION, "commit"));
        args.put("tree", from(BuildPlanner.VERSION, "tree"));
        section.keySet().retainAll(OF_PUSH);
        args.putAll(section);
        return args;
    }

    /** The scan in ECR; empty when there is none. Waiting holds no executor. */
    Optional<PlanBlock> scan() {
        if (scanned().isEmpty()) {
            return Optional.empty();
        }
        List<PlanAction> actions = new ArrayList<>();
        Map<String, Object> scan = ecrScan();
        running(scan.get("baseline")).ifPresent(environment -> {
            actions.add(PlanAction.step("promotedVersion", promotedVersion(environment))
                    .as(RUNNING));
            scan.put("compareWith", from(RUNNING, "digest"));
            scan.replace("baseline", environment.name(), from(RUNNING, "digest"));
        });
        actions.add(PlanAction.step("ecrScan", scan).as("scan"));
        List<PlanStage> stages = List.of(PlanStage.of("Scan", actions));
        return Optional.of(PlanBlock.onController(null, stages));
    }

    /** The environment whose image is the measure: the one that the baseline names, otherwise the last. */
    private Optional<Environment> running(Object baseline) {
        List<Environment> environments = config.environments();
        if (environments.isEmpty() || !config.section("gitops").containsKey("url")) {
            return Optional.empty();
        }
        return Optional.of(environments.stream()
                .filter(environment -> environment.name().equals(baseline))
                .findFirst()
                .orElse(environments.get(environments.size() - 1)));
    }

    private Map<String, Object> promotedVersion(Environment environment) {
        Map<String, Object> args = PromotionTarget.of(config.section("gitops"), Map.of(), environment);
        args.keySet().retainAll(List.of("gitops", "branch", "credentialsId"));
        args.put("env", environment.name());
        args.put("service", config.service());
        return args;
    }

    /** What the team says of the scan; empty when there is none. */
    Optional<Map<String, Object>> scanned() {
        Object scan = config.section("image").get("scan");
        boolean asked = scan instanceof Map<?, ?> || Boolean.TRUE.equals(scan) || scan == null && location.isEcr();
        return asked ? Optional.of(ConfigLayers.map(scan)) : Optional.empty();
    }

    private Map<String, Object> ecrScan() {
        Map<String, Object> args = new LinkedHashMap<>(location.ecrCoordinates());
        args.putAll(config.section("image"));
        args.keySet().retainAll(OF_AWS);
        args.putAll(ConfigLayers.map(config.section("image").get("scan")));
        args.put("repository", location.path());
        args.put("digest", from(BuildPlanner.IMAGE, "digest"));
        return args;
    }
}
