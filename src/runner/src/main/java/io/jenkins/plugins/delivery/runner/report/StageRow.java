package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.StageNode;
import io.jenkins.plugins.delivery.runner.model.StepCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row of the timeline.
 *
 * @param label what a person reads
 * @param depth how deep the stage is nested, from 0
 * @param bar where its bar is
 * @param steps calls of delivery steps
 * @param log what was printed in it
 */
public record StageRow(Label label, int depth, Bar bar, List<Step> steps, List<String> log) {

    /**
     * @param name the name of the stage
     * @param status how it stands
     * @param parallel whether its children ran side by side
     * @param took how long
     */
    public record Label(String name, RunStatus status, boolean parallel, String took) {}

    /**
     * The place of a bar in percent of the run.
     *
     * @param left where it begins
     * @param width how long it is
     */
    public record Bar(String left, String width) {}

    /**
     * A call of a step.
     *
     * @param name the step
     * @param status how it ended
     * @param took how long
     * @param values the arguments and the result
     * @param error why it failed; empty when it did not
     */
    public record Step(String name, RunStatus status, String took, Values values, String error) {}

    /**
     * @param arguments names and values of the arguments
     * @param result names and values of the result
     */
    public record Values(List<PlainText.Entry> arguments, List<PlainText.Entry> result) {}

    /** The stages of a run as rows, each stage before its children. */
    static List<StageRow> of(RunModel run) {
        List<StageRow> rows = new ArrayList<>();
        run.stages().forEach(stage -> add(stage, 0, run.span(), rows));
        return List.copyOf(rows);
    }

    /** Whether there is more to see than the bar. */
    public boolean hasDetails() {
        return !steps.isEmpty() || !log.isEmpty();
    }

    private static void add(StageNode stage, int depth, RunModel.Span whole, List<StageRow> rows) {
        RunModel.Span span = stage.span();
        rows.add(new StageRow(
                new Label(stage.name(), span.status(), stage.parallel(), took(span)),
                depth,
                bar(span, whole),
                stage.steps().stream().map(StageRow::step).toList(),
                stage.log()));
        stage.children().forEach(child -> add(child, depth + 1, whole, rows));
    }

    private static Step step(StepCall call) {
        Values values = new Values(PlainText.entries(call.arguments()), PlainText.entries(call.result()));
        return new Step(call.name(), call.span().status(), took(call.span()), values, call.error());
    }

    /** A stage that was skipped took no time worth telling. */
    private static String took(RunModel.Span span) {
        return span.status() == RunStatus.SKIPPED ? "skipped" : Times.duration(span.duration());
    }

    private static Bar bar(RunModel.Span span, RunModel.Span whole) {
        double total = Math.max(1, whole.duration().toMillis());
        double from = Duration.between(whole.startedAt(), span.startedAt()).toMillis() / total * 100;
        double left = Math.max(0, Math.min(from, 100));
        double width = Math.max(0, Math.min(span.duration().toMillis() / total * 100, 100 - left));
        return new Bar(percent(left), percent(width));
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
