package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.engine.gate.TestResults;
import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code junit}: counts test reports; failures make the build unstable, as in Jenkins. */
final class JunitStep {

    private static final int SHOWN_FAILURES = 10;

    private JunitStep() {}

    static StepSpec spec() {
        return StepSpec.of(
                "junit",
                List.of(
                        "testResults",
                        "allowEmptyResults",
                        "skipMarkingBuildUnstable",
                        "skipPublishingChecks",
                        "checksName",
                        "healthScaleFactor",
                        "keepLongStdio",
                        "keepProperties",
                        "keepTestNames",
                        "stdioRetention",
                        "testDataPublishers",
                        "skipOldReports"),
                JunitStep::run,
                StepSpec.Trait.WORKSPACE,
                StepSpec.Trait.RECORDED);
    }

    private static Object run(StepCall call) {
        List<String> globs = Arrays.stream(call.required("testResults").split(","))
                .map(String::trim)
                .filter(glob -> !glob.isEmpty())
                .toList();
        TestResults results = TestResults.of(new JUnitReader(), globs, call.directory());
        if (results.total() == 0 && !call.flag("allowEmptyResults")) {
            String why =
                    results.problems().isEmpty() ? "the reports hold no test" : String.join("; ", results.problems());
            throw new PipelineFailure("junit found no test results: " + why + ".");
        }
        results.problems().forEach(problem -> call.log(LineKind.WARNING, "junit: " + problem + "."));
        int bad = results.failed() + results.errors();
        call.log(
                bad == 0 ? LineKind.INFO : LineKind.WARNING,
                "Tests: " + results.total() + ", failed: " + bad + ", skipped: " + results.skipped());
        results.failures().stream()
                .limit(SHOWN_FAILURES)
                .forEach(failure -> call.log(LineKind.WARNING, "  " + failure.test() + ": " + failure.message()));
        if (bad > 0 && !call.flag("skipMarkingBuildUnstable")) {
            ResultSteps.worsen(call, BuildResult.UNSTABLE, BuildResult.UNSTABLE);
        }
        return summary(results, bad);
    }

    /** The properties of Jenkins' TestResultSummary. */
    private static Map<String, Object> summary(TestResults results, int bad) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("totalCount", results.total());
        summary.put("failCount", bad);
        summary.put("skipCount", results.skipped());
        summary.put("passCount", results.total() - bad - results.skipped());
        return summary;
    }
}
