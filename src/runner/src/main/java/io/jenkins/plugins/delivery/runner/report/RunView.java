package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.Approval;
import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.util.List;

/**
 * One run as a section of the page.
 *
 * @param id its anchor
 * @param head what stands at its top
 * @param rows the timeline
 * @param marks the marks above the timeline
 * @param outcome what it left behind
 */
public record RunView(String id, Head head, List<StageRow> rows, List<TimeAxis.Mark> marks, Outcome outcome) {

    /**
     * @param title the heading
     * @param branch the branch
     * @param commit the first characters of the commit; empty when not known
     * @param version the version; empty when not known
     * @param status the result
     * @param time when and how long
     */
    public record Head(String title, String branch, String commit, String version, RunStatus status, Time time) {}

    /**
     * @param started when it began
     * @param took how long it took
     */
    public record Time(String started, String took) {}

    /**
     * @param promotions changes of desired state with their diffs
     * @param gates decisions of gates, check by check
     * @param approvals decisions of people
     * @param slack the messages, channel by channel
     * @param files what it keeps
     */
    public record Outcome(
            List<Change> promotions,
            List<Gate> gates,
            List<Decision> approvals,
            List<SlackView> slack,
            List<Kept> files) {}

    /**
     * A file that was kept.
     *
     * @param name its name
     * @param address where it lies
     * @param size how large it is, in words
     */
    public record Kept(String name, String address, String size) {}

    /**
     * A promotion.
     *
     * @param promotion what was promoted
     * @param commit the first characters of the commit; empty when there was none
     * @param url where the commit can be seen; empty when nowhere
     * @param diff the change
     * @param time when
     */
    public record Change(Promotion promotion, String commit, String url, DiffView diff, String time) {}

    /**
     * A gate.
     *
     * @param name the gate
     * @param environment where it looked; empty when nowhere in particular
     * @param verdict what it decided
     * @param time when
     * @param checks its checks
     */
    public record Gate(String name, String environment, Verdict verdict, String time, List<Check> checks) {}

    /**
     * A check of a gate.
     *
     * @param check what was expected and seen
     * @param took how long it took; empty when that was not measured
     */
    public record Check(GateResult.Check check, String took) {}

    /**
     * A decision of a person.
     *
     * @param approval who decided what
     * @param time when
     */
    public record Decision(Approval approval, String time) {}

    static String id(int index) {
        return "run-" + (index + 1);
    }

    /** The section of the run at this place of the journey, counted from 0. */
    static RunView of(int index, RunModel run, Times times) {
        Head head = new Head(
                run.header().title(),
                run.header().branch(),
                EnvironmentRow.shortCommit(run.header().commit()),
                run.version(),
                run.result(),
                new Time(
                        times.day(run.span().startedAt()),
                        Times.duration(run.span().duration())));
        Outcome outcome = new Outcome(
                run.outcome().promotions().stream()
                        .map(promotion -> change(promotion, times))
                        .toList(),
                run.outcome().gates().stream().map(gate -> gate(gate, times)).toList(),
                run.outcome().approvals().stream()
                        .map(approval -> new Decision(approval, times.clock(approval.at())))
                        .toList(),
                SlackView.of(run.outcome().messages(), times),
                run.outcome().files().stream()
                        .map(file -> new Kept(file.name(), file.address(), size(file.bytes())))
                        .toList());
        return new RunView(
                id(index), head, StageRow.of(run), TimeAxis.marks(run.span().duration()), outcome);
    }

    private static String size(long bytes) {
        return bytes < 1000 ? bytes + " B" : bytes < 1_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }

    private static Change change(Promotion promotion, Times times) {
        return new Change(
                promotion,
                EnvironmentRow.shortCommit(promotion.change().commit()),
                WebLink.of(promotion.change().url()),
                DiffView.of(promotion.change().diff()),
                times.clock(promotion.at()));
    }

    private static Gate gate(GateResult gate, Times times) {
        List<Check> checks = gate.checks().stream()
                .map(check -> new Check(check, check.took().isZero() ? "" : Times.duration(check.took())))
                .toList();
        return new Gate(gate.gate(), gate.environment(), gate.verdict(), times.clock(gate.at()), checks);
    }
}
