package io.jenkins.plugins.delivery.run;

import hudson.model.Computer;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.delivery.agent.JenkinsChecks;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to a step from a page: it reads and says what it would do, and changes nothing, because it runs dry. With the credentials
 * of a run, which are those that the step would have in the next run of that job.
 */
public final class StepQuestion {

    private final String step;
    private final Run<?, ?> place;

    /** @param place a run of the job whose credentials count */
    public StepQuestion(String step, Run<?, ?> place) {
        this.step = step;
        this.place = place;
    }

    /**
     * What a step answered.
     *
     * @param result as the step gives it to a Pipeline
     * @param notes what it would have said in the log of a build
     */
    public record Answer(Map<String, Object> result, List<String> notes) {}

    /**
     * Asks, and waits for the answer.
     *
     * @param given arguments of the step; what they leave out comes from the configuration
     * @throws DeliveryFailure with the sentence that a build would fail with, or when there is no answer in time
     */
    public Answer ask(Map<String, Object> given, Duration patience) throws DeliveryFailure, InterruptedException {
        Future<Answer> answer = Computer.threadPoolForRemoting.submit(() -> {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                return answer(given);
            }
        });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw DeliveryFailure.late(step, patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private Answer answer(Map<String, Object> given) throws Exception {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        EngineContext context = EngineContext.in(
                        Path.of("no-workspace-on-the-controller").toAbsolutePath())
                .log(new Notes(notes))
                .secrets(new RunSecrets(place))
                .environment(Map.of())
                .ssh(JenkinsSsh.onController())
                .host(new JenkinsChecks(place))
                .dryRun(true)
                .build();
        try {
            Map<String, Object> arguments = StepArguments.complete(step, place, given);
            Map<String, Object> result = StepOperation.named(step).answer(arguments, context);
            return new Answer(new LinkedHashMap<>(result), List.copyOf(notes));
        } catch (RuntimeException e) {
            Throwable told = DeliveryFailure.told(step, e, context.redactor());
            throw told instanceof Exception known ? known : new IllegalStateException(told);
        }
    }

    /** What a build's log would hold. */
    private record Notes(List<String> lines) implements DeliveryLog {

        @Override
        public void info(String message) {
            lines.add(message);
        }

        @Override
        public void warn(String message) {
            lines.add(message);
        }

        @Override
        public void progress(String message) {
            // Nobody reads along.
        }
    }
}
