package io.jenkins.plugins.delivery.run;

import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.delivery.engine.Attachments;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/**
 * Runs an operation, or starts its wait, where the workspace is. The answer is plain values only: {@code result}, {@code ticket} or
 * {@code failure}; an exception of a library never crosses the channel.
 */
final class WorkspaceCall extends MasterToSlaveFileCallable<Map<String, Object>> {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final LinkedHashMap<String, Object> arguments;
    private final HashMap<String, String> environment;
    private final HandedSecrets secrets;
    private final TaskListener listener;
    private final ArrayList<String> jars = new ArrayList<>();
    private AgentAttachments attachments;

    WorkspaceCall(
            String step,
            Map<String, Object> arguments,
            Map<String, String> environment,
            HandedSecrets secrets,
            TaskListener listener) {
        this.step = step;
        this.arguments = new LinkedHashMap<>(arguments);
        this.environment = new HashMap<>(environment);
        this.secrets = secrets;
        this.listener = listener;
    }

    /** Names the places of the operation's jars on the other machine. */
    WorkspaceCall with(List<String> places) {
        jars.addAll(places);
        return this;
    }

    /** Names where texts are kept with the run; nowhere without this. */
    WorkspaceCall keeping(AgentAttachments place) {
        attachments = place;
        return this;
    }

    @Override
    public Map<String, Object> invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        // The first step in a new node block finds no directory there yet.
        Files.createDirectories(workspace.toPath());
        EngineContext context = EngineContext.in(workspace.toPath())
                .log(new TaskLog(listener, Clock.systemUTC()))
                .secrets(secrets)
                .ssh(secrets.ssh())
                .environment(environment)
                .childJars(jars.stream().map(Path::of).toList())
                .attachments(attachments == null ? Attachments.NONE : attachments)
                .build();
        SecretRedactor redactor = context.redactor();
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            StepOperation.named(step).begin(arguments, context, answer);
        } catch (DeliveryException e) {
            answer.put("failure", DeliveryFailure.of(e, redactor).toMap());
        } catch (RuntimeException e) {
            throw DeliveryFailure.fault(step, e, redactor);
        } finally {
            // What an agent writes is sent with delay; the last lines would come when the build has ended, and be lost.
            listener.getLogger().flush();
        }
        return answer;
    }
}
