package io.jenkins.plugins.delivery.run;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A running step as it is saved with the build: its arguments and, once it waits, its ticket; plain values only. What is done with
 * them in this process is {@link StepWork}.
 *
 * <p>A step that waits holds no thread and no executor. After a restart of the controller it goes on waiting with its ticket; a step
 * that had no ticket yet begins again, which every operation of the engine allows: it recognises what is already done.
 */
public final class DeliveryExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final LinkedHashMap<String, Object> given;
    private volatile LinkedHashMap<String, Object> ticket;
    private transient volatile StepWork work;

    /**
     * @param step name of the step
     * @param given what the Jenkinsfile says, by parameter
     * @throws IllegalArgumentException when a value is none that a saved build can hold
     */
    public DeliveryExecution(StepContext context, String step, Map<String, Object> given) {
        super(context);
        this.step = step;
        this.given = new LinkedHashMap<>(PlainCopy.of(given));
    }

    @Override
    public boolean start() {
        work().launch(Duration.ZERO);
        return false;
    }

    @Override
    public void onResume() {
        work().launch(StepWork.RECONNECT);
    }

    /** An abort may come before a restarted Jenkins has resumed the step; what it waits for has to be cancelled then as well. */
    @Override
    public void stop(Throwable cause) {
        StepWork stopped = work();
        stopped.stop(cause);
        stopped.launch(StepWork.RECONNECT);
    }

    private synchronized StepWork work() {
        if (work == null) {
            work = new StepWork(this);
        }
        return work;
    }

    @Override
    public String getStatus() {
        StepWork running = work;
        return running == null ? "not yet resumed" : running.status();
    }

    /** Work in a thread of this process blocks a safe restart; a wait does not. */
    @Override
    public boolean blocksRestart() {
        StepWork running = work;
        return running != null && running.isBusy();
    }

    String step() {
        return step;
    }

    Map<String, Object> given() {
        return given;
    }

    /** The saved ticket; null before the wait. */
    Map<String, Object> ticket() {
        return ticket;
    }

    /** Keeps the newest ticket; {@code save} when losing it would cost more than a repeated look. */
    void keep(Map<String, Object> newest, boolean save) {
        ticket = new LinkedHashMap<>(newest);
        if (save) {
            getContext().saveState();
        }
    }

    <T> T need(Class<T> type) throws IOException, InterruptedException {
        T found = getContext().get(type);
        if (found == null) {
            throw new IOException("The build offers no " + type.getSimpleName() + " to the step " + step + ".");
        }
        return found;
    }
}
