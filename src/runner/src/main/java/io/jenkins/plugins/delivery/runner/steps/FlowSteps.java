package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.BODY;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.Cancellation;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineInterrupted;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Blocks that say when and how often their content runs. */
final class FlowSteps {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timeouts");
        thread.setDaemon(true);
        return thread;
    });

    private static final Duration FIRST_RECURRENCE = Duration.ofMillis(250);
    private static final Duration LONGEST_RECURRENCE = Duration.ofSeconds(15);

    private final ConcurrentHashMap<String, Semaphore> locks = new ConcurrentHashMap<>();

    List<StepSpec> all() {
        return List.of(
                StepSpec.of("stage", List.of("name", "concurrency"), FlowSteps::stage, BODY),
                StepSpec.of("deliverySkip", List.of("reason"), FlowSteps::skip),
                StepSpec.of("timeout", List.of("time", "unit", "activity"), FlowSteps::timeout, BODY),
                StepSpec.of("retry", List.of("count", "conditions"), FlowSteps::retry, BODY),
                StepSpec.of("waitUntil", List.of("initialRecurrencePeriod", "quiet"), FlowSteps::waitUntil, BODY),
                StepSpec.of(
                        "lock",
                        List.of("resource", "label", "quantity", "variable", "inversePrecedence", "skipIfLocked"),
                        this::lock,
                        BODY));
    }

    private static Object stage(StepCall call) throws Exception {
        String name = call.required("name");
        long stage = call.run().journal().stageStarted(call.scope().stage(), name, false);
        RunStatus status = RunStatus.FAILED;
        try {
            Object result = call.body(call.scope().inStage(stage, name));
            status = call.run().state().statusOf(stage);
            return result;
        } catch (PipelineInterrupted e) {
            status = e.getResult().status();
            throw e;
        } finally {
            call.run().journal().stageFinished(stage, status);
        }
    }

    /** Marks the stage around it as not run; in Jenkins the run views draw it as skipped. */
    private static Object skip(StepCall call) {
        call.run().state().worsenStage(call.scope().stage(), BuildResult.NOT_BUILT);
        call.log(LineKind.INFO, "Skipped: " + call.required("reason"));
        return null;
    }

    private static Object timeout(StepCall call) throws Exception {
        Duration limit = Units.duration(call.number("time", 0), call.text("unit"), "MINUTES");
        Cancellation part = call.scope().cancellation().child();
        Future<?> alarm = TIMER.schedule(
                () -> part.cancel(BuildResult.ABORTED, "The timeout of " + Durations.text(limit) + " was exceeded."),
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            part.enter();
            return call.body(call.scope().under(part));
        } finally {
            alarm.cancel(false);
            part.leave();
            part.close();
        }
    }

    private static Object retry(StepCall call) throws Exception {
        long count = Math.max(1, call.number("count", 1));
        for (long attempt = 1; ; attempt++) {
            try {
                return call.body();
            } catch (PipelineInterrupted e) {
                throw e;
            } catch (Exception e) {
                if (attempt >= count) {
                    throw e;
                }
                call.log(LineKind.WARNING, "Attempt " + attempt + " of " + count + " failed: " + e.getMessage());
            }
        }
    }

    private static Object waitUntil(StepCall call) throws Exception {
        Duration pause =
                Duration.ofMillis(Math.max(1, call.number("initialRecurrencePeriod", FIRST_RECURRENCE.toMillis())));
        while (!Boolean.TRUE.equals(call.body())) {
            Thread.sleep(pause.toMillis());
            Duration longer = pause.multipliedBy(6).dividedBy(5);
            pause = longer.compareTo(LONGEST_RECURRENCE) > 0 ? LONGEST_RECURRENCE : longer;
        }
        return null;
    }

    /** Locks are those of this run; another run on the same laptop does not see them. */
    private Object lock(StepCall call) throws Exception {
        String resource = call.text("resource", call.text("label", ""));
        Semaphore semaphore = locks.computeIfAbsent(resource, name -> new Semaphore(1, true));
        if (call.flag("skipIfLocked")) {
            if (!semaphore.tryAcquire()) {
                call.log(LineKind.INFO, "lock: '" + resource + "' is taken, so the block is skipped.");
                return null;
            }
        } else {
            semaphore.acquire();
        }
        try {
            return call.body();
        } finally {
            semaphore.release();
        }
    }
}
