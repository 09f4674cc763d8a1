package io.jenkins.plugins.delivery.config;

import hudson.model.Computer;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs "Test connection" of a form and answers in time with a sentence, as plain text. */
final class ConnectionTest {

    /** For one answer of the remote. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** For the whole test. */
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private static final Logger LOGGER = Logger.getLogger(ConnectionTest.class.getName());

    private ConnectionTest() {}

    /**
     * Runs the test, unless the address is already known to be wrong.
     *
     * @param problem with the address
     * @param test answers with a sentence; its {@link DeliveryException} is shown to the person
     */
    static FormValidation run(Optional<String> problem, Callable<String> test) {
        if (problem.isPresent()) {
            return FormValidation.error(problem.get());
        }
        Future<String> answer = Computer.threadPoolForRemoting.submit(test);
        try {
            return FormValidation.ok(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException known) {
                return FormValidation.error(known.getMessage());
            }
            LOGGER.log(Level.WARNING, "A connection test failed unexpectedly", e.getCause());
            return FormValidation.error("The test could not be made. The reason is in the log of Jenkins.");
        } catch (TimeoutException e) {
            return FormValidation.error("There was no answer within " + LIMIT.toSeconds()
                    + " seconds. Check that the server is up and reachable from here.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error("The test was interrupted. Try again.");
        } finally {
            answer.cancel(true);
        }
    }
}
