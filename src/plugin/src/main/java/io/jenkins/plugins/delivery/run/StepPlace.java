package io.jenkins.plugins.delivery.run;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.delivery.agent.JenkinsChecks;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the work of one step is done: files on the agent that holds the workspace, everything else on the controller, outside any
 * executor.
 */
final class StepPlace {

    private final DeliveryExecution execution;
    private final EnvVars environment;
    private final TaskListener listener;
    private final RunSecrets secrets;
    private final RunAttachments attachments;
    private final EngineContext onController;

    StepPlace(DeliveryExecution execution) throws IOException, InterruptedException {
        this.execution = execution;
        this.environment = new EnvVars(execution.need(EnvVars.class));
        // A Jenkins that does not know its own address has no BUILD_URL; a run has to be told from others all the same.
        environment.putIfAbsent("BUILD_URL", execution.need(Run.class).getExternalizableId());
        this.listener = execution.need(TaskListener.class);
        this.secrets = new RunSecrets(execution.need(Run.class));
        this.attachments = new RunAttachments(execution.need(Run.class), listener);
        Clock clock = Clock.systemUTC();
        this.onController = EngineContext.in(nowhere())
                .log(new TaskLog(listener, clock))
                .secrets(secrets)
                .environment(environment)
                .ssh(JenkinsSsh.onController())
                .attachments(attachments)
                .host(new JenkinsChecks(execution.need(Run.class)))
                .build();
    }

    /** The context for calls on the controller; it knows every secret that was handed out here, for redaction. */
    EngineContext controller() {
        return onController;
    }

    /** Runs the operation or starts its wait. @return its {@code result} or its {@code ticket} */
    Map<String, Object> begin(StepOperation<?, ?> operation, Map<String, Object> arguments)
            throws IOException, InterruptedException, DeliveryFailure {
        if (!operation.usesWorkspace(arguments)) {
            Map<String, Object> answer = new LinkedHashMap<>();
            operation.begin(arguments, onController, answer);
            return answer;
        }
        FilePath workspace = execution.getContext().get(FilePath.class);
        if (workspace == null) {
            throw new TerminalException(
                    execution.step() + " needs the files of the service, and there is no workspace here.",
                    "Call it inside node { … }, after checkout scm.");
        }
        WorkspaceCall call = new WorkspaceCall(
                        execution.step(),
                        arguments,
                        environment,
                        HandedSecrets.take(operation.workspaceCredentials(arguments), secrets, JenkinsSsh.onAgent()),
                        listener)
                .keeping(new AgentAttachments(attachments, onController.redactor()));
        Map<String, Object> answer = PlainCopy.of(act(workspace, operation, call));
        if (answer.get("failure") instanceof Map<?, ?> failure) {
            throw DeliveryFailure.fromMap(failure);
        }
        return answer;
    }

    private Map<String, Object> act(FilePath workspace, StepOperation<?, ?> operation, WorkspaceCall call)
            throws IOException, InterruptedException {
        Computer agent = workspace.toComputer();
        try {
            return workspace.act(call.with(AgentJars.bring(workspace, operation.childJars())));
        } catch (RequestAbortedException | ChannelClosedException e) {
            throw new AgentLost(agent == null ? "" : agent.getDisplayName(), execution.step(), e);
        }
    }

    /** There is no workspace on the controller: a path that does not exist, so that nothing can be read by mistake. */
    private static Path nowhere() {
        return Path.of("no-workspace-on-the-controller").toAbsolutePath();
    }
}
