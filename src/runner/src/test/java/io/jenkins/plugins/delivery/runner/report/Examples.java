package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.Approval;
import io.jenkins.plugins.delivery.runner.model.Artifact;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Journey;
import io.jenkins.plugins.delivery.runner.model.KeptFile;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunHeader;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs as the sandbox makes them, for tests to render. */
final class Examples {

    static final String DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String CHANNEL = "#payments";

    private final Ticking clock = new Ticking(Instant.parse("2026-11-20T09:12:04Z"));

    /** From develop to production. */
    static Journey delivered() {
        Examples examples = new Examples();
        RunModel develop = examples.run("develop", "1.4.0-dev.7", "dev", "1.3.0", false);
        RunModel release = examples.run("release/1.4.0", "1.4.0-rc.1", "stage", "1.3.0", false);
        RunModel main = examples.run("main", "1.4.0", "prod", "1.3.0", true);
        return new Journey("payments: from develop to prod", List.of(develop, release, main));
    }

    /** A release whose test in stage failed. */
    static Journey failed() {
        Examples examples = new Examples();
        RunModel develop = examples.run("develop", "1.5.0-dev.1", "dev", "1.4.0", false);
        return new Journey("payments: release 1.5.0", List.of(develop, examples.failedRun()));
    }

    private RunModel run(String branch, String version, String env, String from, boolean approval) {
        RunRecorder run = recorder("payments: " + branch, branch);
        long plan = run.stageStarted(RunRecorder.ROOT, "Plan", false);
        long step = run.stepStarted(plan, "semverTag", Map.of("branch", branch, "prefix", "v"));
        clock.pass(140);
        run.stepFinished(step, Map.of("version", version, "previous", from, "reason", "2 features since " + from));
        run.version(version);
        run.stageFinished(plan, RunStatus.SUCCESS);
        long checks = run.stageStarted(RunRecorder.ROOT, "Check", true);
        long lint = run.stageStarted(checks, "Lint", false);
        run.log(lint, "+ sh ci/lint.sh\n4 files, no problems");
        long test = run.stageStarted(checks, "Unit tests", false);
        clock.pass(2100);
        run.stageFinished(lint, RunStatus.SUCCESS);
        clock.pass(3900);
        run.log(test, "+ sh ci/test.sh\n\u001B[32mOK\u001B[0m (12 tests)");
        run.stageFinished(test, RunStatus.SUCCESS);
        run.stageFinished(checks, RunStatus.SUCCESS);
        stage(run, "Build image", 6200, "Successfully built 9f86d081884c\npushed shop/payments:" + version);
        long scan = run.stageStarted(RunRecorder.ROOT, "Scan image", false);
        step = run.stepStarted(scan, "ecrScan", Map.of("repository", "shop/payments", "digest", DIGEST));
        clock.pass(1400);
        run.stepFinished(step, Map.of("state", "COMPLETE", "verdict", "passed", "findings", Map.of("LOW", 2)));
        run.gate(new GateResult(
                "image scan",
                "",
                Verdict.PASSED,
                List.of(check("findings of HIGH or above", "0", "0 (2 LOW)", Verdict.PASSED, 1400)),
                clock.instant()));
        run.stageFinished(scan, RunStatus.SUCCESS);
        stage(run, "Package chart", 900, "payments-" + version + ".tgz pushed");
        if (approval) {
            long ask = run.stageStarted(RunRecorder.ROOT, "Approve prod", false);
            clock.pass(9000);
            run.approval(new Approval(
                    "prod",
                    "grace",
                    true,
                    clock.instant(),
                    "Promote payments 1.4.0 to prod? Changes: 2 features, 1 fix."));
            run.stageFinished(ask, RunStatus.SUCCESS);
        }
        promote(run, env, from, version);
        long gate = run.stageStarted(RunRecorder.ROOT, "Verify " + env, false);
        clock.pass(2300);
        run.gate(new GateResult(
                "end-to-end",
                env,
                Verdict.PASSED,
                List.of(
                        check("GET /health", "200 within 2 s", "200 in 38 ms", Verdict.PASSED, 38),
                        check("GET /version", version, version, Verdict.PASSED, 12),
                        check("JUnit build/e2e/*.xml", "no failure", "14 passed", Verdict.PASSED, 2200)),
                clock.instant()));
        run.stageFinished(gate, RunStatus.SUCCESS);
        run.messages(List.of(announcement("✅ payments " + version + " is in " + env, version, env)));
        run.kept(List.of(
                new KeptFile("delivery/evidence.json", "./report-artifacts/delivery/evidence.json", 2_431),
                new KeptFile("delivery/scan.json", "./report-artifacts/delivery/scan.json", 88_120),
                new KeptFile("delivery/scan.sarif", "./report-artifacts/delivery/scan.sarif", 1_204_551)));
        run.finished(RunStatus.SUCCESS);
        clock.pass(4000);
        return run.snapshot();
    }

    private RunModel failedRun() {
        RunRecorder run = recorder("payments: release/1.5.0", "release/1.5.0");
        run.version("1.5.0-rc.1");
        stage(run, "Plan", 150, "");
        stage(run, "Build image", 5200, "Successfully built");
        promote(run, "stage", "1.4.0", "1.5.0-rc.1");
        long verify = run.stageStarted(RunRecorder.ROOT, "Verify stage", true);
        long api = run.stageStarted(verify, "API checks", false);
        long browser = run.stageStarted(verify, "Browser tests", false);
        long step = run.stepStarted(api, "e2eGate", Map.of("url", "https://payments.stage.example.com", "checks", 3));
        clock.pass(2400);
        run.log(
                api,
                "GET /health answered 200\nGET /version answered 200\nGET /payments answered 500\n"
                        + "java.lang.IllegalStateException: no column currency\n  at Payments.list(Payments.java:41)");
        run.promotion(change("stage", "1.5.0-rc.1", "1.4.0", true));
        String error =
                "Gate end-to-end in stage failed: GET /payments: expected 200 within 2 s, but 500 came after 31 ms.";
        run.stepFailed(step, RunStatus.FAILED, error);
        run.stageFinished(api, RunStatus.FAILED);
        run.stageFinished(browser, RunStatus.ABORTED);
        run.stageFinished(verify, RunStatus.FAILED);
        run.gate(new GateResult(
                "end-to-end",
                "stage",
                Verdict.FAILED,
                List.of(
                        check("GET /health", "200 within 2 s", "200 in 38 ms", Verdict.PASSED, 38),
                        check("GET /payments", "200 within 2 s", "500 in 31 ms", Verdict.FAILED, 31),
                        check("JUnit build/e2e/*.xml", "a report", "no file matches", Verdict.ERRORED, 4)),
                clock.instant()));
        run.failure(new Failure(
                "payments 1.5.0-rc.1 does not pass its checks in stage.",
                "Verify stage › API checks",
                error,
                "Correct the software and push to release/1.5.0; stage keeps 1.4.0, which was restored."));
        run.stageSkipped(RunRecorder.ROOT, "Finish release", "An earlier stage failed.");
        SlackMessage reply = new SlackMessage(
                CHANNEL,
                "Delivery",
                clock.instant(),
                new SlackMessage.Body("Stage was rolled back to `1.4.0` :rewind: <!here>", List.of()),
                false,
                List.of());
        SlackMessage parent = announcement("❌ payments 1.5.0-rc.1 failed at Verify stage", "1.5.0-rc.1", "stage");
        run.messages(List.of(
                new SlackMessage(parent.channel(), parent.author(), parent.at(), parent.body(), true, List.of(reply))));
        run.finished(RunStatus.FAILED);
        return run.snapshot();
    }

    private void promote(RunRecorder run, String env, String from, String version) {
        long stage = run.stageStarted(RunRecorder.ROOT, "Promote to " + env, false);
        long step = run.stepStarted(stage, "argoPromote", Map.of("env", env, "service", "payments"));
        clock.pass(3300);
        run.log(stage, "payments-" + env + " is Synced and Healthy at 4f1c9a02");
        run.stepFinished(step, Map.of("commit", "4f1c9a02d7e3b5", "state", "healthy", "seconds", 3));
        run.promotion(change(env, from, version, false));
        run.stageFinished(stage, RunStatus.SUCCESS);
    }

    private Promotion change(String env, String from, String version, boolean rolledBack) {
        String diff = "--- a/environments/" + env + "/payments/values.yaml\n+++ b/environments/" + env
                + "/payments/values.yaml\n@@ -3,5 +3,5 @@ image\n # set by the pipeline\n image:\n   repository: shop/payments\n"
                + "-  tag: \"" + from + "\" # do not edit\n+  tag: \"" + version + "\" # do not edit\n replicas: 2\n";
        return new Promotion(
                env,
                "payments",
                from,
                new Artifact(version, DIGEST, version),
                new Promotion.GitOpsChange(
                        "4f1c9a02d7e3b5a1c0de4f1c9a02d7e3b5a1c0de",
                        diff,
                        "https://git.example.com/gitops/commit/4f1c9a02"),
                rolledBack,
                clock.instant());
    }

    private SlackMessage announcement(String headline, String version, String env) {
        List<Map<String, Object>> blocks = List.of(
                Map.of("type", "header", "text", Map.of("type", "plain_text", "text", headline)),
                Map.of(
                        "type",
                        "section",
                        "text",
                        Map.of(
                                "type",
                                "mrkdwn",
                                "text",
                                "2 features and *1 fix* since 1.3.0:\n• refunds in parts\n• &lt;b&gt; in names &amp; notes\n"
                                        + "```GET /health 200\nGET /version " + version + "```")),
                Map.of(
                        "type",
                        "section",
                        "fields",
                        List.of(
                                Map.of("type", "mrkdwn", "text", "*Environment*\n" + env),
                                Map.of("type", "mrkdwn", "text", "*Author*\n<@U01|ada>"))),
                Map.of(
                        "type",
                        "context",
                        "elements",
                        List.of(Map.of(
                                "type", "mrkdwn", "text", "<https://ci.example.com/job/payments/7|Open the run>"))));
        SlackMessage reply = new SlackMessage(
                CHANNEL,
                "Delivery",
                clock.instant(),
                new SlackMessage.Body("Gate *end-to-end* in " + env + " passed :white_check_mark:", List.of()),
                false,
                List.of());
        return new SlackMessage(
                CHANNEL, "Delivery", clock.instant(), new SlackMessage.Body(headline, blocks), true, List.of(reply));
    }

    private void stage(RunRecorder run, String name, long millis, String log) {
        long stage = run.stageStarted(RunRecorder.ROOT, name, false);
        clock.pass(millis);
        run.log(stage, log);
        run.stageFinished(stage, RunStatus.SUCCESS);
    }

    private RunRecorder recorder(String title, String branch) {
        RunHeader header = new RunHeader(title, "payments", branch, "c0ffee1234567890c0ffee1234567890c0ffee12");
        return new RunRecorder(header, clock, UnaryOperator.identity());
    }

    private static GateResult.Check check(String name, String expected, String actual, Verdict verdict, long millis) {
        return new GateResult.Check(name, expected, actual, verdict, Duration.ofMillis(millis));
    }

    /** A clock that stands still until it is told that time passes. */
    static final class Ticking extends Clock {

        private Instant now;

        Ticking(Instant start) {
            now = start;
        }

        void pass(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
