package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans the stages before any promotion: what is done with the commit itself. */
final class BuildPlanner {

    static final String VERSION = "version";
    static final String IMAGE = "image";
    static final String CHART = "chart";
    static final String TEST = "test";

    private final DeliveryConfig config;
    private final PlanSource source;
    private final ReleasePlanner release;

    BuildPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
        this.release = new ReleasePlanner(config, source, new SlackPlanner(config, source));
    }

    /** Whether this branch produces artifacts that can be promoted, and not only a verdict about a change. */
    boolean publishes() {
        return publishes(source.kind());
    }

    static boolean publishes(BranchKind kind) {
        return switch (kind) {
            case MAIN, DEVELOP, RELEASE, HOTFIX -> true;
            default -> false;
        };
    }

    List<PlanBlock> blocks() {
        List<PlanStage> stages = new ArrayList<>();
        Optional<ImagePlanner> image = config.imageRepository()
                .filter(location -> publishes())
                .map(location -> new ImagePlanner(config, location, bodyArguments()));
        Optional<String> reuse = image.flatMap(planner -> reuse());
        List<PlanAction> version = new ArrayList<>();
        version.add(PlanAction.step("semverTag", semverTag()).as(VERSION));
        reuse.ifPresent(why -> version.add(image.get().lookup()));
        stages.add(PlanStage.of("Version", version));
        ChangePlanner change = new ChangePlanner(config, source, bodyArguments());
        // What looks at the files of this commit and its history looks at every commit; what was built and tested once
        // is not again.
        change.secrets().map(release::abandoning).ifPresent(stages::add);
        new TerraformPlanner(config, source).checks().map(release::abandoning).ifPresent(stages::add);
        Stream.of(change.body("lint"), change.body("build"), change.body(TEST), change.coverage(), change.analysis())
                .flatMap(Optional::stream)
                .map(release::abandoning)
                .map(stage -> unlessFound(stage, reuse))
                .forEach(stages::add);
        image.ifPresent(planner -> stages.add(release.abandoning(planner.stage(reuse.isPresent(), release.built()))));
        if (config.has("chart")) {
            stages.add(new ChartPlanner(config, source).stage(publishes(), imageTag()));
        }
        List<PlanBlock> blocks = new ArrayList<>();
        blocks.add(PlanBlock.onAgent(PlanBlock.BUILD, null, stages));
        // Without an agent there are no files of the service, beside whose tag it could be noted that the version came
        // to nothing.
        change.quality()
                .map(stage -> unlessFound(stage, reuse))
                .map(stage -> PlanBlock.onController(null, List.of(stage)))
                .ifPresent(blocks::add);
        image.flatMap(ImagePlanner::scan).ifPresent(blocks::add);
        EvidencePlanner evidence = new EvidencePlanner(config, source);
        if (evidence.keeps()) {
            blocks.add(evidence.publish(image.flatMap(ImagePlanner::scanned)));
        }
        blocks.addAll(new TerraformPlanner(config, source).apply());
        return blocks;
    }

    private static PlanStage unlessFound(PlanStage stage, Optional<String> reuse) {
        return reuse.map(why -> stage.unless(IMAGE + ".found", why)).orElse(stage);
    }

    /**
     * Why this commit need not be built when the registry has the image of its tree; empty when it is built in any case. An image
     * gets its tree's name only after lint, build and test of that tree have passed.
     */
    private Optional<String> reuse() {
        if (!config.isTrue("buildOnce")) {
            return Optional.empty();
        }
        Object path = config.section("version").get("pathFilter");
        return path == null
                ? source.sameTree().flatMap(same -> source.candidateSentence())
                : Optional.of("The image of what lies below " + path + " is there already.");
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
}
