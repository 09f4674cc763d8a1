package io.jenkins.plugins.delivery.run;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * The life of one step in this process: begins on a background thread, then looks from the shared poller, and ends exactly once.
 *
 * <p>An abort while it waits is carried out by the next look, which comes at once: the operation undoes what it was asked to undo and
 * says what is now true. An abort while it begins a wait lets the beginning finish first, so that there is a ticket to cancel; a second
 * abort, or {@link #GRACE}, interrupts it.
 */
final class StepWork implements WaitPoller.Wait {

    private static final Duration GRACE = Duration.ofSeconds(20);
    /** How long a restarted controller waits for the agent of a step that needs its files. */
    static final Duration RECONNECT = Duration.ofMinutes(5);

    private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

    private final DeliveryExecution execution;
    private final StepOperation<?, ?> operation;
    private final StepOutcome outcome;
    private final AtomicBoolean launched = new AtomicBoolean();
    private volatile Map<String, Object> arguments;
    private volatile StepPlace place;
    private volatile Thread thread;
    private volatile Throwable stopped;
    private volatile String status = "starting";
    private volatile Instant agentUntil = Instant.MIN;
    private Instant saved = Instant.MIN;

    StepWork(DeliveryExecution execution) {
        this.execution = execution;
        this.outcome = new StepOutcome(execution);
        this.operation = StepOperation.named(execution.step());
        this.arguments = execution.given();
    }

    /** Begins, unless it has begun. @param patience how long the agent of a step that needs its files may take to come back */
    void launch(Duration patience) {
        if (launched.compareAndSet(false, true)) {
            agentUntil = Instant.now().plus(patience);
            submit();
        }
    }

    private void submit() {
        Computer.threadPoolForRemoting.submit(this::begin);
    }

    String status() {
        return stopped == null ? status : "stopping: " + status;
    }

    boolean isBusy() {
        return thread != null;
    }

    void stop(Throwable cause) {
        boolean again = stopped != null;
        stopped = cause;
        Thread beginning = thread;
        if (execution.ticket() != null) {
            WaitPoller.get().soon(this);
        } else if (beginning != null) {
            if (again || !operation.waits()) {
                beginning.interrupt();
            } else {
                Timer.get().schedule(this::interrupt, GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void interrupt() {
        Thread beginning = thread;
        if (beginning != null) {
            beginning.interrupt();
        }
    }

    private void begin() {
        thread = Thread.currentThread();
        try {
            if (stopped != null && execution.ticket() == null) {
                throw new InterruptedException();
            }
            place = new StepPlace(execution);
            arguments = StepArguments.complete(execution.step(), execution.need(Run.class), execution.given());
            if (execution.ticket() == null) {
                status = "working";
                Map<String, Object> answer = place.begin(operation, arguments);
                if (answer.get("result") instanceof Map<?, ?> result) {
                    outcome.succeeded(arguments, PlainCopy.of(result));
                    return;
                }
                execution.keep(PlainCopy.of((Map<?, ?>) answer.get("ticket")), true);
            }
            status = "waiting";
            thread = null;
            WaitPoller.get().add(operation.endpoint(execution.ticket()), this, Duration.ZERO);
        } catch (IOException e) {
            if (e instanceof AbortException || !ending() && !awaitAgent()) {
                fail(e);
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            thread = null;
            // The thread goes back to the pool of the controller.
            Thread.interrupted();
        }
    }

    /** Whether Jenkins shuts down, and its agents before the builds: this step then begins again when the build is resumed. */
    private static boolean ending() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    /** After a restart the agent comes back some time after the build. @return whether the beginning is tried again */
    private boolean awaitAgent() {
        if (stopped != null || !Instant.now().isBefore(agentUntil)) {
            return false;
        }
        status = "waiting for the agent to come back";
        Timer.get().schedule(this::submit, 2, TimeUnit.SECONDS);
        return true;
    }

    @Override
    public WaitPoller.Look look() {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            if (stopped != null) {
                place.controller().log().warn(operation.cancel(execution.ticket(), reason(), place.controller()));
                throw stopped;
            }
            Map<String, Object> seen = operation.look(execution.ticket(), place.controller());
            if (seen.get("result") instanceof Map<?, ?> result) {
                outcome.succeeded(arguments, PlainCopy.of(result));
                return new WaitPoller.Look(Optional.empty(), false);
            }
            String message = (String) seen.get("message");
            place.controller().log().progress(message);
            status = place.controller().redactor().redact(message);
            keep(PlainCopy.of((Map<?, ?>) seen.get("ticket")));
            return new WaitPoller.Look(
                    Optional.of(Duration.ofMillis(((Number) seen.get("next")).longValue())),
                    Boolean.TRUE.equals(seen.get("troubled")));
        } catch (Throwable e) {
            fail(e);
            return new WaitPoller.Look(Optional.empty(), false);
        }
    }

    private void keep(Map<String, Object> newest) {
        if (!newest.equals(execution.ticket())) {
            Instant now = Instant.now();
            boolean save = !now.isBefore(saved.plus(SAVE_EVERY));
            saved = save ? now : saved;
            execution.keep(newest, save);
        }
    }

    private String reason() {
        if (stopped instanceof FlowInterruptedException aborted
                && !aborted.getCauses().isEmpty()) {
            return aborted.getCauses().get(0).getShortDescription();
        }
        return "aborted";
    }

    /** What the build is told of a problem: never more than was meant for people. */
    private Throwable told(Throwable problem) {
        if (stopped != null && (problem == stopped || problem instanceof InterruptedException)) {
            return stopped;
        }
        SecretRedactor redactor =
                place == null ? new SecretRedactor() : place.controller().redactor();
        return DeliveryFailure.told(execution.step(), problem, redactor);
    }

    private void fail(Throwable problem) {
        outcome.failed(arguments, told(problem));
    }
}
