package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;

/** What the container of a task printed last, where its log driver is that of CloudWatch. */
final class TaskLog {

    private static final int LINES = 20;

    private final EcsCluster cluster;

    TaskLog(EcsCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Reads the last lines.
     *
     * @param container its name; empty when no container is to blame
     * @param gaps gets a sentence when there are none to be read
     */
    Optional<Diagnosis.LogTail> read(Task task, String container, List<String> gaps) throws InterruptedException {
        try {
            Optional<ContainerDefinition> printed =
                    cluster.definition(task.taskDefinitionArn()).taskDefinition().containerDefinitions().stream()
                            .filter(one -> container.isEmpty() || one.name().equals(container))
                            .findFirst();
            Optional<LogConfiguration> log = printed.map(ContainerDefinition::logConfiguration);
            Optional<String> stream = stream(task, printed, log);
            if (stream.isEmpty()) {
                gaps.add("What the task printed is where the log configuration of "
                        + TaskRevision.shortName(task.taskDefinitionArn()) + " sends it, which is not CloudWatch.");
                return Optional.empty();
            }
            Map<String, String> options = log.orElseThrow().options();
            List<String> lines =
                    cluster.logLines(options.get("awslogs-group"), stream.get(), options.get("awslogs-region"), LINES);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Diagnosis.LogTail(
                            printed.orElseThrow().name() + " of task " + TaskRevision.shortName(task.taskArn()),
                            false,
                            lines));
        } catch (DeliveryException e) {
            gaps.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** {@code prefix/container/task id} ("Using the awslogs log driver"); without a prefix only the host knows the name. */
    private static Optional<String> stream(
            Task task, Optional<ContainerDefinition> container, Optional<LogConfiguration> log) {
        return log.filter(one ->
                        one.logDriver() == LogDriver.AWSLOGS && one.options().containsKey("awslogs-group"))
                .map(one -> one.options().get("awslogs-stream-prefix"))
                .map(prefix ->
                        prefix + "/" + container.orElseThrow().name() + "/" + TaskRevision.shortName(task.taskArn()));
    }
}
