package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks each gate of a configuration whether it understands its settings, before anything runs: a condition that cannot be read should not
 * be found out when production has the new version already. The gates of every environment are asked, whatever is built: who builds
 * develop should not find out about those of prod with the release.
 */
public final class GateInputs {

    private static final Set<String> GATES = Set.of(
            "secretScan",
            "coverageGate",
            "qualityGate",
            "terraformChecks",
            "reviewCheck",
            "ecrScan",
            "e2eGate",
            "zapScan",
            "metricsWatch");

    /** What a run finds out stands for itself here; whatever else a gate takes from the run is left out. */
    private static final Map<String, String> FOUND_OUT =
            Map.of("version", "1.0.0", "digest", "sha256:" + "0".repeat(64), "compareWith", "sha256:" + "0".repeat(64));

    private static final PlanSource ANY = new PlanSource(
            "main",
            BranchKind.MAIN,
            Map.of(
                    "version",
                    "1.0.0",
                    "ociTag",
                    "1.0.0",
                    "commit",
                    "0".repeat(40),
                    "source",
                    "https://git.example.com/shop/service.git"),
            "",
            Optional.empty());

    /** How steps say that a setting is not there. */
    private static final Pattern LACK =
            Pattern.compile("^(\\w+) is required\\b|^checks need a (url)\\b|^metrics need .* in (prometheus)$");

    private static final Pattern SETTING = Pattern.compile("^([A-Za-z][A-Za-z0-9]*)");

    /** Understands arguments as a step does. */
    @FunctionalInterface
    public interface Binder {
        /** No gates are asked. */
        Binder NONE = (step, args) -> {};

        /** @throws InvalidInputException with every problem of the arguments */
        void bind(String step, Map<String, Object> args);
    }

    private final Binder binder;

    GateInputs(Binder binder) {
        this.binder = binder;
    }

    /** Every problem of every gate, each with the path of its setting in front, or with the stage of the gate. */
    List<String> problems(DeliveryConfig config) {
        return problems(config, new ToldProblems(List.of()));
    }

    /** @param told what is told already; what a gate lacks because of that is not told again */
    List<String> problems(DeliveryConfig config, ToldProblems told) {
        if (binder == Binder.NONE) {
            return List.of();
        }
        ChangePlanner change = new ChangePlanner(config, ANY, Map.of());
        VerificationPlanner verification = new VerificationPlanner(config, ANY);
        WatchPlanner watches = new WatchPlanner(config, new SlackPlanner(config, ANY));
        List<String> problems = new ArrayList<>();
        Stream.of(
                        asked("secretScan", config, told, change.secrets()),
                        asked("terraform", config, told, new TerraformPlanner(config, ANY).checks()),
                        asked("coverage", config, told, change.coverage()),
                        asked("quality", config, told, change.analysis()),
                        asked("review", config, told, new ForgePlanner(config, ANY).review()),
                        scan(config, told))
                .forEach(problems::addAll);
        for (Environment environment : config.environments()) {
            String name = environment.name();
            String path = "environments." + name + ".";
            Map<String, Object> own = environment.settings();
            PlanStage watch = PlanStage.of("Watch " + name, watches.actions(environment));
            problems.addAll(asked(
                    path, own, told, verification.gate(environment).map(gate -> PlanStage.of("Verify " + name, gate))));
            problems.addAll(
                    asked(path + "zap.", ConfigLayers.map(own.get("zap")), told, verification.scan(environment)));
            problems.addAll(asked(path + "watch.", ConfigLayers.map(own.get("watch")), told, Optional.of(watch)));
        }
        return problems;
    }

    private List<String> scan(DeliveryConfig config, ToldProblems told) {
        Map<String, Object> own = ConfigLayers.map(config.section("image").get("scan"));
        return config.imageRepository()
                .flatMap(location -> new ImagePlanner(config, location, Map.of()).scan())
                .map(block ->
                        asked("image.scan.", own, told, block.stages().stream().findFirst()))
                .orElse(List.of());
    }

    private List<String> asked(String section, DeliveryConfig config, ToldProblems told, Optional<PlanStage> stage) {
        return asked(section + ".", config.section(section), told, stage);
    }

    private List<String> asked(String path, Map<String, Object> own, ToldProblems told, Optional<PlanStage> stage) {
        return stage.stream()
                .flatMap(found -> found.actions().stream()
                        .filter(action -> action.step() != null && GATES.contains(action.step()))
                        .flatMap(action -> withoutFollowing(problems(action), path, told).stream()
                                .map(problem -> placed(problem, path, own, found.name() + " (" + action.step() + ")"))))
                .toList();
    }

    /** Without settings that a gate lacks because of what is told, be they its own, its environment's or the pipeline's. */
    private static List<String> withoutFollowing(List<String> problems, String path, ToldProblems told) {
        ToldProblems own = new ToldProblems(problems);
        return problems.stream()
                .filter(problem -> !follows(problem, path, told, own))
                .toList();
    }

    private static boolean follows(String problem, String path, ToldProblems told, ToldProblems own) {
        Matcher lack = LACK.matcher(problem);
        if (!lack.find()) {
            return false;
        }
        String name = Stream.of(1, 2, 3)
                .map(lack::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        String around = path.replaceFirst("[^.]+\\.$", "");
        return own.isMeant(name) || Stream.of(path, around, "").anyMatch(place -> told.explainLackOf(place + name));
    }

    /** Begins with the path in the configuration where the setting is the team's, otherwise with the gate. */
    private static String placed(String problem, String path, Map<String, Object> own, String gate) {
        Matcher setting = SETTING.matcher(problem);
        boolean theirs = setting.find() && own.containsKey(setting.group(1));
        return (theirs ? path : gate + ": ") + problem + (problem.matches("(?s).*[.?!]") ? "" : ".");
    }

    private List<String> problems(PlanAction action) {
        Map<String, Object> args = new LinkedHashMap<>();
        action.args().forEach((name, value) -> {
            boolean later = value instanceof Map<?, ?> map && map.containsKey("from") && map.containsKey("key");
            if (!later) {
                args.put(name, value);
            } else if (FOUND_OUT.containsKey(name)) {
                args.put(name, FOUND_OUT.get(name));
            }
        });
        try {
            binder.bind(action.step(), args);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }
}
