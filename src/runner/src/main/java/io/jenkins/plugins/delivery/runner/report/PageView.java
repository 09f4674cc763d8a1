package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Journey;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole page.
 *
 * @param title its heading
 * @param status the result of all runs together
 * @param facts the line of numbers under the heading
 * @param failures the cards of the runs that went wrong
 * @param environments what each environment holds now
 * @param runs the runs
 */
public record PageView(
        String title,
        RunStatus status,
        Facts facts,
        List<FailureView> failures,
        List<EnvironmentRow> environments,
        List<RunView> runs) {

    /**
     * @param services the services, separated by commas
     * @param branches the branches in the order of the runs
     * @param time when the first run began and how long everything took
     * @param counts how many of what
     */
    public record Facts(String services, List<String> branches, RunView.Time time, List<Count> counts) {}

    /**
     * @param number how many
     * @param of how many of them could be; empty when that says nothing
     * @param what of what
     */
    public record Count(String number, String of, String what) {}

    static PageView of(Journey journey, Times times) {
        List<RunModel> runs = journey.runs();
        List<RunView> views = new ArrayList<>();
        List<FailureView> failures = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            views.add(RunView.of(i, runs.get(i), times));
            FailureView.of(RunView.id(i), runs.get(i)).ifPresent(failures::add);
        }
        List<EnvironmentRow> environments = EnvironmentRow.of(runs, times);
        return new PageView(
                journey.title(), status(runs), facts(runs, environments, times), failures, environments, views);
    }

    /** Whether the rows name different services, so that the page has to tell them apart. */
    public boolean manyServices() {
        return environments.stream().map(EnvironmentRow::service).distinct().count() > 1;
    }

    private static RunStatus status(List<RunModel> runs) {
        List<RunStatus> results = runs.stream().map(RunModel::result).toList();
        List<RunStatus> worstFirst = List.of(
                RunStatus.FAILED,
                RunStatus.ERRORED,
                RunStatus.ABORTED,
                RunStatus.PAUSED,
                RunStatus.RUNNING,
                RunStatus.UNSTABLE,
                RunStatus.SUCCESS,
                RunStatus.SKIPPED);
        return worstFirst.stream().filter(results::contains).findFirst().orElse(RunStatus.PENDING);
    }

    private static Facts facts(List<RunModel> runs, List<EnvironmentRow> environments, Times times) {
        String services = String.join(
                ", ",
                Stream.concat(
                                runs.stream().map(run -> run.header().service()),
                                environments.stream().map(EnvironmentRow::service))
                        .filter(service -> !service.isEmpty())
                        .distinct()
                        .toList());
        List<String> branches = runs.stream()
                .map(run -> run.header().branch())
                .filter(branch -> !branch.isEmpty())
                .distinct()
                .toList();
        return new Facts(services, branches, time(runs, times), counts(runs, environments));
    }

    private static RunView.Time time(List<RunModel> runs, Times times) {
        Optional<Instant> begin =
                runs.stream().map(run -> run.span().startedAt()).min(Instant::compareTo);
        Optional<Instant> end =
                runs.stream().map(run -> run.span().finishedAt()).max(Instant::compareTo);
        return begin.isEmpty() || end.isEmpty()
                ? new RunView.Time("", Times.duration(Duration.ZERO))
                : new RunView.Time(times.day(begin.get()), Times.duration(Duration.between(begin.get(), end.get())));
    }

    private static List<Count> counts(List<RunModel> runs, List<EnvironmentRow> environments) {
        List<GateResult> gates =
                runs.stream().flatMap(run -> run.outcome().gates().stream()).toList();
        long passed =
                gates.stream().filter(gate -> gate.verdict() == Verdict.PASSED).count();
        long approvals = runs.stream()
                .flatMap(run -> run.outcome().approvals().stream())
                .filter(approval -> approval.approved())
                .count();
        return Stream.of(
                        count(runs.size(), "", "run", "runs"),
                        count(environments.size(), "", "environment changed", "environments changed"),
                        count(passed, gates.isEmpty() ? "" : "" + gates.size(), "gate passed", "gates passed"),
                        count(approvals, "", "approval", "approvals"))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Nothing is told about what did not occur at all. */
    private static Count count(long number, String of, String one, String many) {
        boolean plural = of.isEmpty() ? number != 1 : !of.equals("1");
        return number == 0 && of.isEmpty() ? null : new Count("" + number, of, plural ? many : one);
    }
}
