package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans what a release leaves in Git: a record of its reserved version, and in Git-Flow itself on develop and in open releases. */
final class ReleasePlanner {

    private static final String SECTION = "finish";
    private static final String FINISH = "finish";

    /** Settings of the version that the steps of Git-Flow have as well. */
    static final List<String> OF_VERSION =
            List.of("flow", "prefix", "initialVersion", "hotfixBump", "types", "remote", "credentialsId");

    /** Those of gitFlowFinish, which tags. */
    static final List<String> OF_FINISH = Stream.concat(OF_VERSION.stream(), Stream.of("signingCredentialsId"))
            .toList();

    private static final List<String> OF_REMOTE = List.of("remote", "credentialsId");

    private final DeliveryConfig config;
    private final PlanSource source;
    private final SlackPlanner slack;

    ReleasePlanner(DeliveryConfig config, PlanSource source, SlackPlanner slack) {
        this.config = config;
        this.source = source;
        this.slack = slack;
    }

    /**
     * The stage after the last environment; empty where there is nothing to merge back, or the team does it by itself. A team that
     * lets nobody reserve versions has tags of its own, which this stage would set.
     */
    Optional<PlanBlock> finish() {
        boolean releases = reserves() && DeliveryPlanner.flow(config) == Flow.GIT_FLOW;
        if (!releases || !config.has(SECTION)) {
            return Optional.empty();
        }
        List<PlanAction> actions = new ArrayList<>();
        actions.add(PlanAction.step("gitFlowFinish", gitFlowFinish()).as(FINISH));
        slack.told("Finished.", Map.of("Back-merge", from(FINISH, "message"))).ifPresent(actions::add);
        PlanStage stage = PlanStage.of("Finish", actions)
                .failingWith("The release is out, and what it changed is not everywhere yet: ");
        return Optional.of(PlanBlock.onAgent(PlanBlock.BUILD, null, List.of(stage)));
    }

    private Map<String, Object> gitFlowFinish() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("branch", source.branch());
        args.put("commit", from(BuildPlanner.VERSION, "commit"));
        args.put("version", from(BuildPlanner.VERSION, "version"));
        BuildPlanner.semverTagArguments(config).forEach((key, value) -> {
            if (OF_FINISH.contains(key) || isOfBranches(key)) {
                args.put(key, value);
            }
        });
        args.putAll(config.section(SECTION));
        return args;
    }

    /** Whether a parameter names branches. */
    static boolean isOfBranches(String parameter) {
        return parameter.endsWith("Branch") || parameter.endsWith("Prefix");
    }

    /** The stage with a record of a reserved version that comes to nothing when the stage fails. */
    PlanStage abandoning(PlanStage stage) {
        if (!reserves()) {
            return stage;
        }
        Map<String, Object> args = record("abandoned");
        args.put("reason", stage.name() + " failed");
        return stage.recoveredBy(PlanAction.step("versionRecord", args));
    }

    /** The record of which image a reserved version became; empty where none is reserved. */
    Optional<PlanAction> built() {
        if (!reserves()) {
            return Optional.empty();
        }
        Map<String, Object> args = record("built");
        args.put("digest", from(BuildPlanner.IMAGE, "digest"));
        return Optional.of(PlanAction.step("versionRecord", args));
    }

    private boolean reserves() {
        return source.kind() == BranchKind.MAIN && config.isTrue("version", "reserve");
    }

    private Map<String, Object> record(String state) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("tag", from(BuildPlanner.VERSION, "tag"));
        args.put("state", state);
        Map<String, Object> version = config.section("version");
        version.keySet().retainAll(OF_REMOTE);
        args.putAll(version);
        return args;
    }
}
