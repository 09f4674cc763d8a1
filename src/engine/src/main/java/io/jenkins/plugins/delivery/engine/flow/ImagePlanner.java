package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans how the image gets into its registry, under which names, and its scan. */
final class ImagePlanner {

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
        if (section.containsKey("archive")) {
            args.put("archive", section.get("archive"));
        }
        PlanAction push = PlanAction.step("imagePush", args).as(BuildPlanner.IMAGE);
        boolean looks = builds || mayBeReused;
        List<PlanAction> actions = new ArrayList<>();
        if (looks) {
            actions.add(lookup());
        }
        if (builds) {
            actions.add(PlanAction.body("image.build", bodyArguments).unless(BuildPlanner.IMAGE + ".found"));
        }
        actions.add(looks ? push.unless(BuildPlanner.IMAGE + ".found") : push);
        record.ifPresent(actions::add);
        return PlanStage.of("Image", actions);
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
        for (String key : List.of("inputs", "tagWith", "credentialsId", "plainHttp")) {
            if (section.containsKey(key)) {
                args.put(key, section.get(key));
            }
        }
        return args;
    }

    /** The scan in ECR; empty when there is none. Waiting holds no executor, unless the scan needs a file of the workspace. */
    Optional<PlanBlock> scan() {
        if (!isScanned()) {
            return Optional.empty();
        }
        List<PlanStage> stages = List.of(
                PlanStage.of("Scan", PlanAction.step("ecrScan", ecrScan()).as("scan")));
        boolean readsWorkspace =
                ConfigLayers.map(config.section("image").get("scan")).containsKey("allowList");
        return Optional.of(
                readsWorkspace
                        ? PlanBlock.onAgent(PlanBlock.BUILD, null, stages)
                        : PlanBlock.onController(null, stages));
    }

    private boolean isScanned() {
        Object scan = config.section("image").get("scan");
        return scan instanceof Map<?, ?> || Boolean.TRUE.equals(scan) || scan == null && location.isEcr();
    }

    private Map<String, Object> ecrScan() {
        Map<String, Object> args = new LinkedHashMap<>(location.ecrCoordinates());
        args.putAll(ConfigLayers.map(config.section("image").get("scan")));
        args.put("repository", location.path());
        args.put("digest", from(BuildPlanner.IMAGE, "digest"));
        return args;
    }
}
