package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the stages before any promotion: what is done with the commit itself. */
final class BuildPlanner {

    static final String VERSION = "version";
    static final String IMAGE = "image";
    static final String CHART = "chart";

    private final DeliveryConfig config;
    private final PlanSource source;

    BuildPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** Whether this branch produces artifacts that can be promoted, and not only a verdict about a change. */
    boolean publishes() {
        return switch (source.kind()) {
            case MAIN, DEVELOP, RELEASE, HOTFIX -> true;
            default -> false;
        };
    }

    List<PlanBlock> blocks() {
        List<PlanStage> stages = new ArrayList<>();
        stages.add(PlanStage.of(
                "Version", PlanAction.step("semverTag", semverTag()).as(VERSION)));
        for (String body : List.of("lint", "build", "test")) {
            if (config.isTrue(body)) {
                String name = Character.toUpperCase(body.charAt(0)) + body.substring(1);
                stages.add(PlanStage.of(name, PlanAction.body(body, bodyArguments())));
            }
        }
        Optional<ImageLocation> image = config.imageRepository().filter(location -> publishes());
        image.ifPresent(location -> stages.add(image(location)));
        if (config.has("chart")) {
            stages.add(PlanStage.of(
                    "Chart", PlanAction.step("helmPackage", helmPackage()).as(CHART)));
        }
        List<PlanBlock> blocks = new ArrayList<>();
        blocks.add(PlanBlock.onAgent(PlanBlock.BUILD, null, stages));
        image.filter(this::isScanned).ifPresent(location -> blocks.add(scan(location)));
        return blocks;
    }

    private Map<String, Object> semverTag() {
        Map<String, Object> args = semverTagArguments(config);
        args.put("branch", source.branch());
        if (source.kind() != BranchKind.MAIN) {
            args.put("reserve", false);
        }
        return args;
    }

    /** What the configuration says of the version, as arguments of semverTag. */
    static Map<String, Object> semverTagArguments(DeliveryConfig config) {
        Map<String, Object> args = config.section("version");
        args.put("flow", config.text("flow"));
        Map<String, Object> branches = config.section("branches");
        args.put("mainBranch", branches.get("main"));
        args.put("developBranch", branches.get("develop"));
        args.put("featurePrefix", branches.get("feature"));
        args.put("releasePrefix", branches.get("release"));
        args.put("hotfixPrefix", branches.get("hotfix"));
        config.imageRepository().filter(ImageLocation::isEcr).ifPresent(location -> {
            args.putIfAbsent("repository", location.path());
            location.ecrCoordinates().forEach(args::putIfAbsent);
        });
        return args;
    }

    /** What a closure gets, as its argument and as DELIVERY_… in the environment. */
    Map<String, Object> bodyArguments() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("version", from(VERSION, "version"));
        args.put("tag", imageTag());
        args.put("commit", from(VERSION, "commit"));
        args.put("branch", source.branch());
        config.imageRepository().ifPresent(location -> args.put("image", location.full()));
        Object archive = config.section("image").get("archive");
        if (archive != null) {
            args.put("archive", archive);
        }
        return args;
    }

    /** The one tag that is written into values files: the version, or the commit where the team tags with commits only. */
    private Map<String, Object> imageTag() {
        boolean sha = "sha".equals(config.section("image").get("tagWith"));
        return from(VERSION, sha ? "commit" : "ociTag");
    }

    /**
     * Build once: an image of the same tree that is already in the registry gets the new tags; only otherwise it is built.
     * Without a closure the build stage has pushed it, and it is verified.
     */
    private PlanStage image(ImageLocation location) {
        Map<String, Object> section = config.section("image");
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("repository", location.full());
        args.put("version", from(VERSION, "ociTag"));
        args.put("commit", from(VERSION, "commit"));
        args.put("tree", from(VERSION, "tree"));
        for (String key : List.of("tagWith", "credentialsId", "plainHttp")) {
            if (section.containsKey(key)) {
                args.put(key, section.get(key));
            }
        }
        Map<String, Object> push = new LinkedHashMap<>(args);
        if (section.containsKey("archive")) {
            push.put("archive", section.get("archive"));
        }
        PlanAction pushed = PlanAction.step("imagePush", push).as(IMAGE);
        if (!config.isTrue("image", "build")) {
            return PlanStage.of("Image", pushed);
        }
        args.put("lookup", true);
        return PlanStage.of(
                "Image",
                PlanAction.step("imagePush", args).as(IMAGE),
                PlanAction.body("image.build", bodyArguments()).unless(IMAGE + ".found"),
                pushed.unless(IMAGE + ".found"));
    }

    private Map<String, Object> helmPackage() {
        Map<String, Object> args = config.section("chart");
        args.put("chart", args.remove("path"));
        args.put("version", from(VERSION, "chartVersion"));
        args.put("appVersion", from(VERSION, "version"));
        config.imageRepository().filter(location -> publishes()).ifPresent(location -> {
            args.put("imageRepository", location.full());
            args.put("imageTag", imageTag());
        });
        args.put("push", publishes() && args.containsKey("oci"));
        return args;
    }

    /** Waiting holds no executor, unless the scan needs a file of the workspace. */
    private PlanBlock scan(ImageLocation location) {
        List<PlanStage> stages = List.of(PlanStage.of(
                "Scan", PlanAction.step("ecrScan", ecrScan(location)).as("scan")));
        boolean readsWorkspace =
                ConfigLayers.map(config.section("image").get("scan")).containsKey("allowList");
        return readsWorkspace ? PlanBlock.onAgent(PlanBlock.BUILD, null, stages) : PlanBlock.onController(null, stages);
    }

    private boolean isScanned(ImageLocation location) {
        Object scan = config.section("image").get("scan");
        return scan instanceof Map<?, ?> || Boolean.TRUE.equals(scan) || scan == null && location.isEcr();
    }

    private Map<String, Object> ecrScan(ImageLocation location) {
        Map<String, Object> args = new LinkedHashMap<>(location.ecrCoordinates());
        args.putAll(ConfigLayers.map(config.section("image").get("scan")));
        args.put("repository", location.path());
        args.put("digest", from(IMAGE, "digest"));
        return args;
    }
}
