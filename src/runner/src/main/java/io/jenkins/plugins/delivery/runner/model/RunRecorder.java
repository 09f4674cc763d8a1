package io.jenkins.plugins.delivery.runner.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes down what happens in a run, from any thread, and gives it back as a {@link RunModel} at any moment.
 *
 * <p>Stages and steps are named by the numbers that {@link #stageStarted} and {@link #stepStarted} return; {@link #ROOT} is
 * the run itself, for what happens outside any stage. Every string passes the redactor before it is kept, so that a secret
 * in an argument or a log line is gone before anybody can render it.
 */
public final class RunRecorder {

    /** The run itself, as parent of the outermost stages. */
    public static final long ROOT = 0;

    /** The name of the stage that stands for what happened outside any. */
    public static final String OUTSIDE = "(outside any stage)";

    private final RunHeader header;
    private final Clock clock;
    private final TextChange redaction;
    private final RecordedStage root;
    private final Map<Long, RecordedStage> stages = new HashMap<>();
    private final Map<Long, RecordedStep> steps = new HashMap<>();
    private final List<Promotion> promotions = new ArrayList<>();
    private final List<GateResult> gates = new ArrayList<>();
    private final List<Approval> approvals = new ArrayList<>();
    private List<SlackMessage> messages = List.of();
    private List<KeptFile> files = List.of();
    private String version = "";
    private Failure failure;
    private long lastId = ROOT;

    /** Starts the record of a run that begins now. */
    public RunRecorder(RunHeader header, Clock clock, UnaryOperator<String> redactor) {
        this.clock = clock;
        this.redaction = new TextChange(redactor);
        this.header = redaction.header(header);
        this.root = new RecordedStage(this.header.title(), false, clock.instant());
        stages.put(ROOT, root);
    }

    /**
     * A stage begins.
     *
     * @param parent the enclosing stage or {@link #ROOT}
     * @param parallel whether the children of this stage will run side by side
     * @return the number that names the stage from now on
     */
    public synchronized long stageStarted(long parent, String name, boolean parallel) {
        RecordedStage stage = new RecordedStage(redaction.text(name), parallel, clock.instant());
        stage(parent).add(stage);
        stages.put(++lastId, stage);
        return lastId;
    }

    /** A stage changes its state without ending, for example to {@link RunStatus#PAUSED} and back. */
    public synchronized void stageIs(long stage, RunStatus status) {
        stage(stage).is(status);
    }

    /** A stage ends with a status that is {@linkplain RunStatus#finished() final}. */
    public synchronized void stageFinished(long stage, RunStatus status) {
        stage(stage).finish(status, clock.instant());
    }

    /** A stage that does not run, with the reason as its log. */
    public synchronized void stageSkipped(long parent, String name, String reason) {
        long id = stageStarted(parent, name, false);
        log(id, reason);
        stageFinished(id, RunStatus.SKIPPED);
    }

    /** Something was printed in a stage; several lines may come at once. */
    public synchronized void log(long stage, String text) {
        RecordedStage into = stage(stage);
        redaction.text(text).lines().forEach(into::log);
    }

    /** A step of the catalogue is called; returns the number that names the call. */
    public synchronized long stepStarted(long stage, String name, Map<String, ?> arguments) {
        RecordedStep step = new RecordedStep(redaction.text(name), redaction.map(arguments), clock.instant());
        stage(stage).add(step);
        steps.put(++lastId, step);
        return lastId;
    }

    /** A step returned its result map. */
    public synchronized void stepFinished(long step, Map<String, ?> result) {
        step(step).finish(RunStatus.SUCCESS, redaction.map(result), "", clock.instant());
    }

    /** A step ended with an error; {@code status} tells a decided failure from an error. */
    public synchronized void stepFailed(long step, RunStatus status, String error) {
        step(step).finish(status, Map.of(), redaction.text(error), clock.instant());
    }

    /** The version of this run is known. */
    public synchronized void version(String value) {
        version = redaction.text(value);
    }

    /** Desired state changed. */
    public synchronized void promotion(Promotion promotion) {
        promotions.add(redaction.promotion(promotion));
    }

    /** A gate decided. */
    public synchronized void gate(GateResult result) {
        gates.add(redaction.gate(result));
    }

    /** A person decided. */
    public synchronized void approval(Approval approval) {
        approvals.add(redaction.approval(approval));
    }

    /** The Slack messages as they stand now, in place of those given before. */
    public synchronized void messages(List<SlackMessage> current) {
        messages = current.stream().map(redaction::message).toList();
    }

    /** The files that the run keeps, in place of those given before. */
    public synchronized void kept(List<KeptFile> current) {
        files = current.stream().map(redaction::file).toList();
    }

    /** Why the run does not succeed. The first call stays: what failed first is what a person has to know. */
    public synchronized void failure(Failure card) {
        if (failure == null) {
            failure = redaction.failure(card);
        }
    }

    /** The run ends. Stages that are still open end with it, as aborted. */
    public synchronized void finished(RunStatus result) {
        root.abortOpenChildren(clock.instant());
        root.finish(result, clock.instant());
    }

    /** The run as it stands. */
    public synchronized RunModel snapshot() {
        StageNode whole = root.freeze(clock.instant());
        return new RunModel(
                header,
                whole.span(),
                version,
                topStages(whole),
                new RunOutcome(promotions, gates, approvals, messages, files),
                Optional.ofNullable(failure));
    }

    /** What happened outside any stage is shown as a stage of its own, or it would be lost. */
    private static List<StageNode> topStages(StageNode whole) {
        if (whole.log().isEmpty() && whole.steps().isEmpty()) {
            return whole.children();
        }
        List<StageNode> all = new ArrayList<>();
        all.add(new StageNode(OUTSIDE, outside(whole), false, List.of(), whole.steps(), whole.log()));
        all.addAll(whole.children());
        return all;
    }

    /** It stands for its steps only: their time, one after the other, and the worst of them; the run is more than that. */
    private static RunModel.Span outside(StageNode whole) {
        Duration taken = Duration.ZERO;
        RunStatus status = RunStatus.SUCCESS;
        for (StepCall step : whole.steps()) {
            taken = taken.plus(step.span().duration());
            boolean worse = step.span().status().bad() || !status.bad();
            status = worse && step.span().status() != RunStatus.SUCCESS
                    ? step.span().status()
                    : status;
        }
        Instant begin = whole.span().startedAt();
        return new RunModel.Span(status, begin, begin.plus(taken));
    }

    private RecordedStage stage(long id) {
        RecordedStage stage = stages.get(id);
        if (stage == null) {
            throw new IllegalArgumentException("No stage has the number " + id + "; use what stageStarted returned.");
        }
        return stage;
    }

    private RecordedStep step(long id) {
        RecordedStep step = steps.get(id);
        if (step == null) {
            throw new IllegalArgumentException("No step has the number " + id + "; use what stepStarted returned.");
        }
        return step;
    }
}
