package io.jenkins.plugins.delivery.runner.steps;

import groovy.lang.Closure;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.Cancellation;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.PipelineInterrupted;
import io.jenkins.plugins.delivery.runner.host.RunJournal;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code parallel}: every branch on a thread of its own; the step ends when the last branch has ended. */
final class ParallelStep {

    private static final String FAIL_FAST = "failFast";

    static StepSpec spec() {
        return StepSpec.of("parallel", StepSpec.ANY, call -> new ParallelStep(call).run());
    }

    private final StepCall call;
    private final Cancellation group;
    private final Map<String, Object> results = new LinkedHashMap<>();
    private final List<Throwable> failures = new ArrayList<>();

    private ParallelStep(StepCall call) {
        this.call = call;
        this.group = call.scope().cancellation().child();
    }

    private Object run() throws Exception {
        Map<String, Closure<?>> branches = branches();
        long parent = call.run().journal().stageStarted(call.scope().stage(), "Parallel", true);
        RunStatus status = RunStatus.FAILED;
        try {
            List<Thread> threads = new ArrayList<>();
            branches.forEach((name, body) -> {
                // Made before any branch runs: a branch that fails at once stops those that have not begun.
                Cancellation part = group.child();
                threads.add(new Thread(() -> branch(part, parent, name, body), name));
            });
            threads.forEach(Thread::start);
            join(threads);
            throwFirst();
            status = RunStatus.SUCCESS;
            return results;
        } catch (PipelineInterrupted e) {
            status = e.getResult().status();
            throw e;
        } finally {
            group.close();
            call.run().journal().stageFinished(parent, status);
        }
    }

    private Map<String, Closure<?>> branches() {
        Map<String, Closure<?>> branches = new LinkedHashMap<>();
        call.arguments().forEach((name, value) -> {
            if (value instanceof Closure<?> body) {
                branches.put(name, body);
            } else if (!name.equals(FAIL_FAST)) {
                throw new PipelineFailure(
                        "parallel was refused: the branch '" + name + "' is no block; write " + name + ": { … }.");
            }
        });
        return branches;
    }

    private void branch(Cancellation part, long parent, String name, Closure<?> body) {
        RunJournal journal = call.run().journal();
        long stage = journal.stageStarted(parent, name, false);
        RunStatus status = RunStatus.FAILED;
        try {
            part.enter();
            Object result = call.closure(body, call.scope().inStage(stage, name).under(part));
            status = call.run().state().statusOf(stage);
            synchronized (results) {
                results.put(name, result);
            }
        } catch (PipelineInterrupted e) {
            status = e.getResult().status();
            failed(e);
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            failed(e);
        } finally {
            part.leave();
            part.close();
            journal.stageFinished(stage, status);
        }
    }

    private void failed(Throwable thrown) {
        synchronized (failures) {
            failures.add(thrown);
        }
        if (call.flag(FAIL_FAST)) {
            group.cancel(BuildResult.ABORTED, "Another branch of parallel failed, and failFast is set.");
        }
    }

    /** An abort reaches the branches through the cancellation; they are waited for so that each can clean up. */
    private static void join(List<Thread> threads) throws InterruptedException {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** A branch that failed by itself tells more than one that was stopped because of it. */
    private void throwFirst() throws Exception {
        Throwable first = failures.stream()
                .filter(thrown -> !(thrown instanceof PipelineInterrupted))
                .findFirst()
                .orElse(failures.isEmpty() ? null : failures.get(0));
        if (first == null) {
            return;
        }
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (Exception) first;
    }
}
