package io.jenkins.plugins.delivery.runner.view;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.StageNode;
import java.io.PrintStream;

/** The end of a run on the terminal: result, stages with times, promotions, and for a failure what, where, why, what next. */
public final class Summary {

    private static final int COMMIT_DIGITS = 10;
    private static final int NAME_WIDTH = 28;

    private final PrintStream out;
    private final Style style;

    public Summary(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    public void print(RunModel run) {
        out.println();
        out.println(style.symbol(run.result()) + " "
                + style.bold(run.header().title() + ": " + run.result().label()) + " "
                + style.faint("in " + Durations.text(run.span().duration()))
                + (run.version().isEmpty() ? "" : ", version " + run.version()));
        run.stages().stream().filter(stage -> tells(stage, run.stages().size())).forEach(stage -> print(stage, 1));
        run.outcome().promotions().forEach(this::print);
        run.failure().ifPresent(this::print);
    }

    /** What the body of a pipeline does between its stages is no news, unless it went wrong or there is nothing else. */
    private static boolean tells(StageNode stage, int stages) {
        return !stage.name().equals(RunRecorder.OUTSIDE)
                || stages == 1
                || stage.span().status().bad();
    }

    private void print(StageNode stage, int depth) {
        String name = "  ".repeat(depth) + style.symbol(stage.span().status()) + " " + stage.name();
        String padding =
                " ".repeat(Math.max(1, NAME_WIDTH - 2 * depth - stage.name().length()));
        out.println(name + padding + style.faint(Durations.text(stage.span().duration())));
        stage.children().forEach(child -> print(child, depth + 1));
    }

    private void print(Promotion promotion) {
        String commit = promotion.change().commit();
        String from = promotion.from().isEmpty() ? "" : promotion.from() + " → ";
        String how = commit.isEmpty()
                ? "no change"
                : "GitOps commit " + commit.substring(0, Math.min(COMMIT_DIGITS, commit.length()));
        out.println("  " + promotion.environment() + ": " + from
                + promotion.to().version() + " (" + how + (promotion.rolledBack() ? ", rolled back" : "") + ")");
    }

    private void print(Failure failure) {
        out.println();
        row("What ", failure.what());
        row("Where", failure.where());
        row("Why  ", failure.why());
        row("Next ", failure.next());
    }

    private void row(String label, String text) {
        if (!text.isEmpty()) {
            out.println("  " + style.bold(label) + "  " + text.strip().replace("\n", "\n         "));
        }
    }
}
