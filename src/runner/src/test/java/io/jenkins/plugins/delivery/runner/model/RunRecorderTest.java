package io.jenkins.plugins.delivery.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunRecorderTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T09:12:04Z"), ZoneOffset.UTC);

    private final RunRecorder recorder = new RunRecorder(
            new RunHeader("payments s3cret", "payments", "main", null), NOW, text -> text.replace("s3cret", "****"));

    @Test
    void keepsTheTreeOfStages() {
        long outer = recorder.stageStarted(RunRecorder.ROOT, "Check", true);
        long inner = recorder.stageStarted(outer, "Lint", false);
        recorder.stageFinished(inner, RunStatus.SUCCESS);
        recorder.stageSkipped(outer, "Test", "no tests");
        recorder.stageFinished(outer, RunStatus.SUCCESS);
        recorder.finished(RunStatus.SUCCESS);

        RunModel run = recorder.snapshot();

        assertThat(run.result()).isEqualTo(RunStatus.SUCCESS);
        assertThat(run.header().commit()).isEmpty();
        assertThat(run.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.parallel()).isTrue();
            assertThat(stage.children()).extracting(StageNode::name).containsExactly("Lint", "Test");
            assertThat(stage.children().get(1).span().status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(stage.children().get(1).log()).containsExactly("no tests");
        });
    }

    @Test
    void noSecretIsKept() {
        long stage = recorder.stageStarted(RunRecorder.ROOT, "s3cret", false);
        recorder.log(stage, "token s3cret\nmore");
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("s3cret", List.of(Map.of("deep", "a s3cret b")));
        arguments.put("object", new StringBuilder("s3cret"));
        arguments.put("nothing", null);
        recorder.stepFinished(recorder.stepStarted(stage, "step", arguments), Map.of("out", "s3cret"));
        recorder.stepFailed(recorder.stepStarted(stage, "step", Map.of()), RunStatus.ERRORED, "bad s3cret");
        recorder.version("s3cret");
        recorder.failure(new Failure("s3cret", "s3cret", "s3cret", "s3cret"));
        recorder.approval(new Approval("s3cret", "s3cret", true, NOW.instant(), "s3cret"));
        SlackMessage.Body body = new SlackMessage.Body("s3cret", List.of(Map.of("text", "s3cret")));
        recorder.messages(List.of(new SlackMessage("s3cret", "s3cret", NOW.instant(), body, false, List.of())));
        recorder.finished(RunStatus.FAILED);

        assertThat(recorder.snapshot().toString()).doesNotContain("s3cret").contains("token ****");
    }

    @Test
    void whatEndsTheRunEndsItsOpenStages() {
        long outer = recorder.stageStarted(RunRecorder.ROOT, "Promote", false);
        recorder.stageStarted(outer, "Wait", false);
        recorder.finished(RunStatus.ABORTED);

        StageNode stage = recorder.snapshot().stages().get(0);

        assertThat(stage.span().status()).isEqualTo(RunStatus.ABORTED);
        assertThat(stage.children().get(0).span().status()).isEqualTo(RunStatus.ABORTED);
    }

    @Test
    void theFirstFailureStays() {
        recorder.failure(new Failure("first", "", "", ""));
        recorder.failure(new Failure("second", "", "", ""));

        assertThat(recorder.snapshot().failure()).map(Failure::what).contains("first");
    }

    @Test
    void whatHappensOutsideAnyStageIsNotLost() {
        recorder.log(RunRecorder.ROOT, "hello");
        recorder.stageStarted(RunRecorder.ROOT, "Build", false);

        assertThat(recorder.snapshot().stages())
                .extracting(StageNode::name)
                .containsExactly("(outside any stage)", "Build");
    }

    @Test
    void aFailedRunDoesNotMakeWhatHappenedOutsideItsStagesAFailure() {
        recorder.stepFinished(recorder.stepStarted(RunRecorder.ROOT, "checkout", Map.of()), Map.of());
        long stage = recorder.stageStarted(RunRecorder.ROOT, "Build", false);
        recorder.stageFinished(stage, RunStatus.FAILED);
        recorder.finished(RunStatus.FAILED);
        assertThat(recorder.snapshot().stages().get(0).span().status()).isEqualTo(RunStatus.SUCCESS);

        recorder.stepFailed(
                recorder.stepStarted(RunRecorder.ROOT, "deliveryPlan", Map.of()), RunStatus.ERRORED, "no Git");
        assertThat(recorder.snapshot().stages().get(0).span().status()).isEqualTo(RunStatus.ERRORED);
    }

    @Test
    void ofALongLogTheEndIsKept() {
        long stage = recorder.stageStarted(RunRecorder.ROOT, "Build", false);
        IntStream.range(0, RecordedStage.KEPT_LINES + 5).forEach(i -> recorder.log(stage, "line " + i));

        List<String> log = recorder.snapshot().stages().get(0).log();

        assertThat(log).hasSize(RecordedStage.KEPT_LINES + 1);
        assertThat(log.get(0)).isEqualTo("(5 earlier lines are left out of this report)");
        assertThat(log.get(log.size() - 1)).isEqualTo("line " + (RecordedStage.KEPT_LINES + 4));
    }

    @Test
    void mistakesOfTheHostAreTold() {
        assertThatThrownBy(() -> recorder.log(99, "x")).hasMessageContaining("No stage has the number 99");
        assertThatThrownBy(() -> recorder.stepFinished(99, Map.of())).hasMessageContaining("No step");
        long stage = recorder.stageStarted(RunRecorder.ROOT, "Build", false);
        assertThatThrownBy(() -> recorder.stageFinished(stage, RunStatus.RUNNING))
                .hasMessageContaining("cannot end as running");
    }

    @Test
    void manyThreadsMayRecordAtOnce() throws Exception {
        long parent = recorder.stageStarted(RunRecorder.ROOT, "All", true);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "branch " + i;
            work.add(threads.submit(() -> {
                long stage = recorder.stageStarted(parent, name, false);
                for (int line = 0; line < 200; line++) {
                    recorder.log(stage, name);
                    recorder.snapshot();
                }
                recorder.stageFinished(stage, RunStatus.SUCCESS);
            }));
        }
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();

        List<StageNode> branches = recorder.snapshot().stages().get(0).children();

        assertThat(branches).hasSize(8).allSatisfy(branch -> {
            assertThat(branch.span().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(branch.log()).isEqualTo(Collections.nCopies(200, branch.name()));
        });
    }
}
