package io.jenkins.plugins.delivery.run;

import hudson.ExtensionList;
import hudson.model.Run;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells every {@link StepListener}; a listener that fails is logged and changes no build. */
final class StepNews {

    private static final Logger LOGGER = Logger.getLogger(StepNews.class.getName());

    private StepNews() {}

    static void completed(Run<?, ?> run, String step, Map<String, Object> arguments, Map<String, Object> result) {
        tell(run, listener -> listener.completed(run, step, arguments, result));
    }

    static void failed(Run<?, ?> run, String step, Map<String, Object> arguments, Throwable problem) {
        tell(run, listener -> listener.failed(run, step, arguments, problem));
    }

    private static void tell(Run<?, ?> run, Consumer<StepListener> news) {
        for (StepListener listener : ExtensionList.lookup(StepListener.class)) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> listener.getClass().getName() + " failed for " + run);
            }
        }
    }
}
