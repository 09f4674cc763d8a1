package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Why the tasks of a deployment do not run: the task that stopped last, and what ECS says of the service. */
final class StoppedTasks {

    private static final int MOST_EVENTS = 10;

    private StoppedTasks() {}

    /** @param definition whose tasks are looked at */
    static Diagnosis diagnosis(EcsCluster cluster, Service service, String definition) throws InterruptedException {
        List<String> gaps = new ArrayList<>();
        Optional<Task> last = Optional.empty();
        try {
            last = cluster.stopped().stream()
                    .filter(task -> definition.equals(task.taskDefinitionArn()))
                    .max(Comparator.comparing(task -> task.stoppedAt() == null ? Instant.MIN : task.stoppedAt()));
        } catch (DeliveryException e) {
            gaps.add(e.getMessage());
        }
        Optional<Diagnosis.Culprit> culprit = last.map(StoppedTasks::culprit);
        Optional<Diagnosis.LogTail> log = last.isEmpty()
                ? Optional.empty()
                : new TaskLog(cluster).read(last.get(), culprit.orElseThrow().container(), gaps);
        List<Diagnosis.Event> events = new ArrayList<>(service.events().stream()
                .limit(MOST_EVENTS)
                .map(event -> new Diagnosis.Event(
                        Optional.ofNullable(event.createdAt()), "Normal", "Service", event.message(), 1))
                .toList());
        Collections.reverse(events);
        if (culprit.isEmpty()) {
            culprit = events.stream()
                    .filter(event -> event.message().contains("unable to place a task"))
                    .reduce((earlier, later) -> later)
                    .map(event -> new Diagnosis.Culprit(
                            Trouble.UNSCHEDULABLE, "Service", service.serviceName(), "", event.message()));
        }
        return new Diagnosis(culprit, events, log, gaps);
    }

    private static Diagnosis.Culprit culprit(Task task) {
        Optional<Container> container = task.containers().stream()
                .filter(one -> one.exitCode() != null && one.exitCode() != 0 || one.reason() != null)
                .findFirst();
        String message = String.join(
                "; ",
                List.of(
                                text(task.stoppedReason()),
                                container.map(Container::reason).orElse(""),
                                container
                                        .map(Container::exitCode)
                                        .map(code -> "exit code " + code)
                                        .orElse(""))
                        .stream()
                        .filter(part -> part != null && !part.isBlank())
                        .distinct()
                        .toList());
        String name = TaskRevision.shortName(text(task.taskArn()));
        Integer exit = container.map(Container::exitCode).orElse(null);
        return new Diagnosis.Culprit(
                trouble(message, exit),
                "Task",
                name,
                container.map(Container::name).orElse(""),
                message);
    }

    /** The texts are those of "Stopped tasks error messages" in the guide of ECS. */
    static Trouble trouble(String message, Integer exit) {
        if (message.contains("CannotPull") || message.contains("pull image")) {
            return Trouble.IMAGE_PULL;
        }
        if (message.contains("OutOfMemory")) {
            return Trouble.OUT_OF_MEMORY;
        }
        if (message.contains("health check")) {
            return Trouble.PROBE;
        }
        if (message.contains("ResourceInitializationError") || message.contains("CannotStartContainer")) {
            return Trouble.CONFIG;
        }
        if (message.contains("RESOURCE:") || message.contains("Capacity is unavailable")) {
            return Trouble.UNSCHEDULABLE;
        }
        return exit != null && exit != 0 ? Trouble.EXITED : Trouble.UNHEALTHY;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
