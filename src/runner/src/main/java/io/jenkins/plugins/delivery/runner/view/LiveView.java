package io.jenkins.plugins.delivery.runner.view;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.RunListener;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The tree of stages as it grows, line by line: start, what the stage says, end with symbol and time. Output of processes is
 * shown when the stage fails, or always on request; news of one wait comes at most every few seconds.
 */
public final class LiveView implements RunListener {

    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(3);
    private static final int SHOWN_OUTPUT = 25;

    private final PrintStream out;
    private final Style style;
    private final boolean verbose;
    private final Clock clock;
    private final Map<Long, Stage> stages = new HashMap<>();
    private Stage lastSpoken;

    public LiveView(PrintStream out, Style style, boolean verbose, Clock clock) {
        this.out = out;
        this.style = style;
        this.verbose = verbose;
        this.clock = clock;
        stages.put(RunRecorder.ROOT, new Stage("", -1, clock.instant()));
    }

    private static final class Stage {
        final String name;
        final int depth;
        final Instant startedAt;
        final Deque<String> output = new ArrayDeque<>();
        Instant lastNews = Instant.MIN;
        String news = "";

        Stage(String name, int depth, Instant startedAt) {
            this.name = name;
            this.depth = depth;
            this.startedAt = startedAt;
        }
    }

    @Override
    public synchronized void stageStarted(long stage, long parent, String name) {
        Stage started = new Stage(name, at(parent).depth + 1, clock.instant());
        stages.put(stage, started);
        lastSpoken = started;
        out.println(indent(started.depth) + style.symbol(RunStatus.RUNNING) + " " + style.bold(name));
    }

    @Override
    public synchronized void stageIs(long stage, RunStatus status) {
        if (status == RunStatus.PAUSED) {
            Stage paused = at(stage);
            lastSpoken = paused;
            out.println(indent(paused.depth) + style.symbol(status) + " " + paused.name + " " + status.label());
        }
    }

    @Override
    public synchronized void stageFinished(long stage, RunStatus status) {
        Stage finished = at(stage);
        if (status.bad()) {
            showOutput(stage);
        }
        lastSpoken = finished;
        String time = Durations.text(Duration.between(finished.startedAt, clock.instant()));
        String word = status == RunStatus.SUCCESS ? "" : " " + status.label();
        out.println(indent(finished.depth) + style.symbol(status) + " " + finished.name + word + " "
                + style.faint("(" + time + ")"));
    }

    /** Prints what was kept of the output of processes; for what ran outside any stage, at the end of a failed run. */
    public synchronized void showOutput(long stage) {
        Stage shown = at(stage);
        shown.output.forEach(line -> print(shown, style.faint(line)));
        shown.output.clear();
    }

    @Override
    public synchronized void line(long stage, LineKind kind, String text) {
        Stage in = at(stage);
        switch (kind) {
            case OUTPUT -> output(in, text);
            case PROGRESS -> news(in, text);
            case WARNING -> print(in, style.warning(text));
            default -> print(in, text);
        }
    }

    private void output(Stage in, String text) {
        if (verbose) {
            print(in, style.faint(text));
            return;
        }
        if (in.output.size() == SHOWN_OUTPUT) {
            in.output.removeFirst();
        }
        in.output.addLast(text);
    }

    private void news(Stage in, String text) {
        Instant now = clock.instant();
        boolean soon = !in.lastNews.equals(Instant.MIN) && now.isBefore(in.lastNews.plus(BETWEEN_NEWS));
        if (!text.equals(in.news) && !soon) {
            in.news = text;
            in.lastNews = now;
            print(in, style.faint("… " + text));
        }
    }

    /** Names the stage again when another branch spoke in between. */
    private void print(Stage in, String text) {
        String speaker = lastSpoken == null || lastSpoken == in || in.name.isEmpty() ? "" : "[" + in.name + "] ";
        out.println(indent(in.depth + 1) + speaker + text);
    }

    private Stage at(long stage) {
        return stages.getOrDefault(stage, stages.get(RunRecorder.ROOT));
    }

    private static String indent(int depth) {
        return "  ".repeat(Math.max(0, depth));
    }
}
