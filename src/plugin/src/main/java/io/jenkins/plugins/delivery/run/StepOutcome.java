package io.jenkins.plugins.delivery.run;

import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a step exactly once, and tells who listens before the build goes on. */
final class StepOutcome {

    private final DeliveryExecution execution;
    private final AtomicBoolean ended = new AtomicBoolean();

    StepOutcome(DeliveryExecution execution) {
        this.execution = execution;
    }

    void succeeded(Map<String, Object> arguments, Map<String, Object> result) throws IOException, InterruptedException {
        if (ended.compareAndSet(false, true)) {
            StepNews.completed(execution.need(Run.class), execution.step(), arguments, result);
            execution.getContext().onSuccess(result);
        }
    }

    void failed(Map<String, Object> arguments, Throwable told) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            StepNews.failed(execution.need(Run.class), execution.step(), arguments, told);
        } catch (IOException | InterruptedException e) {
            told.addSuppressed(e);
        }
        execution.getContext().onFailure(told);
    }
}
