package io.jenkins.plugins.delivery.engine;

/** Where an operation tells people what it does. Implementations need not redact: {@link EngineContext} does. */
public interface DeliveryLog {

    /** A fact worth keeping in the log. */
    void info(String message);

    /** Something a person should look at although the operation goes on. */
    void warn(String message);

    /** What is waited for; hosts may show only the newest and limit the rate. */
    default void progress(String message) {
        info(message);
    }

    /** A log that drops everything, for pure computations. */
    DeliveryLog SILENT = new DeliveryLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };
}
