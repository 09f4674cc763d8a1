package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.engine.version.SourceFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The step {@code deliveryPlan}: reads the repository and says what the build of this commit will do. It reserves nothing; what the clone
 * lacks of tags and history is read from its remote, except in a dry run.
 *
 * <p>A build that the flow does not allow, such as a feature branch that is to be merged to main, is refused here, before anything
 * was done.
 */
public final class DeliveryPlanning implements Operation<DeliveryPlanRequest, DeliveryPlan> {

    private final Operation<SemverTagRequest, SemverTagResult> versions;
    private final SourceFiles files;
    private final GateInputs.Binder gates;

    /**
     * @param versions finds the version; it reserves none here
     * @param files compares a release with its candidate
     * @param gates understands the arguments of gates as their steps do
     */
    public DeliveryPlanning(
            Operation<SemverTagRequest, SemverTagResult> versions, SourceFiles files, GateInputs.Binder gates) {
        this.versions = versions;
        this.files = files;
        this.gates = gates;
    }

    @Override
    public boolean usesWorkspace(DeliveryPlanRequest request) {
        return !isKnown(request.version());
    }

    /** Only the version is looked up; nothing else of the configuration is used while planning. */
    @Override
    public Set<String> workspaceCredentials(DeliveryPlanRequest request) {
        DeliveryConfig config = DeliveryConfig.of(request.defaults(), request.config(), request.override());
        return versions.workspaceCredentials(
                RequestBinder.bind("semverTag", SemverTagRequest.class, BuildPlanner.semverTagArguments(config)));
    }

    @Override
    public DeliveryPlan run(DeliveryPlanRequest request, EngineContext context) throws InterruptedException {
        DeliveryConfig config = DeliveryConfig.of(request.defaults(), request.config(), request.override(), gates);
        MergeRule rule = new MergeRule(config);
        String id = given(request.changeId(), context, "CHANGE_ID");
        String target = given(request.changeTarget(), context, "CHANGE_TARGET");
        // Before the repository is read, when the host says what the pull request brings; else the checkout tells.
        rule.check(given(request.branch(), context, "CHANGE_BRANCH"), id, target);
        boolean known = isKnown(request.version());
        Map<String, Object> version = known ? request.version() : found(request, config, context);
        rule.check(String.valueOf(version.get("branch")), id, target);
        PlanSource source = new PlanSource(
                String.valueOf(version.get("branch")),
                kind(String.valueOf(version.get("kind"))),
                version,
                context.environment().getOrDefault("BUILD_URL", ""),
                known ? Optional.empty() : new CandidateSearch(versions, files).of(config, version, context));
        source.candidateSentence().ifPresent(context.log()::info);
        DeliveryPlanner planner = new DeliveryPlanner(known ? config : accepting(config, context), source);
        return request.environment() == null ? planner.plan() : planner.planOnly(request.environment());
    }

    /** With the entries of the scan's allow list, which are refused here and not when the image is built and pushed. */
    private DeliveryConfig accepting(DeliveryConfig config, EngineContext context) {
        DeliveryConfig accepting = AcceptedFindings.read(config, context);
        String place = "image.scan.accepted: ";
        List<String> problems = new GateInputs(gates)
                .problems(accepting).stream()
                        .filter(problem -> problem.startsWith(place))
                        .map(problem -> problem.substring(place.length()))
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The allow list of image.scan", problems);
        }
        return accepting;
    }

    /** Whether the version says all that the repository would say. */
    private static boolean isKnown(Map<String, Object> version) {
        return version.keySet().containsAll(Set.of("version", "branch", "kind"));
    }

    private Map<String, Object> found(DeliveryPlanRequest request, DeliveryConfig config, EngineContext context)
            throws InterruptedException {
        Map<String, Object> args = BuildPlanner.semverTagArguments(config);
        args.put("reserve", false);
        putIfGiven(args, "branch", request.branch());
        putIfGiven(args, "changeId", request.changeId());
        putIfGiven(args, "changeTarget", request.changeTarget());
        // Not as a dry run: what a CI clone lacks, tags above all, has to be read from its remote, or the plan guesses
        // another version.
        SemverTagRequest bound = RequestBinder.bind("semverTag", SemverTagRequest.class, args);
        return versions.run(bound, context).toMap();
    }

    private static String given(String parameter, EngineContext context, String variable) {
        return parameter == null ? context.environment().get(variable) : parameter;
    }

    private static void putIfGiven(Map<String, Object> args, String key, String value) {
        if (value != null) {
            args.put(key, value);
        }
    }

    private static BranchKind kind(String text) {
        return Arrays.stream(BranchKind.values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "deliveryPlan",
                        List.of("version.kind: '" + text + "' is no kind of branch; pass the result of semverTag.")));
    }
}
