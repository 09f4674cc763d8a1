package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** One revision of a task definition, and the next one made from it with another image and nothing else changed. */
final class TaskRevision {

    /** Tags of the revisions that this product makes; they tell a later run what it finds. */
    static final String VERSION = "delivery-version";

    static final String RUN = "delivery-run";
    static final String PREVIOUS = "delivery-previous";

    private final TaskDefinition definition;
    private final List<Tag> tags;

    TaskRevision(DescribeTaskDefinitionResponse answer) {
        this.definition = answer.taskDefinition();
        this.tags = answer.tags();
    }

    String arn() {
        return definition.taskDefinitionArn();
    }

    String family() {
        return definition.family();
    }

    Optional<String> tag(String key) {
        return tags.stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    /** {@code payments:42} of an ARN. */
    static String shortName(String definition) {
        return definition.substring(definition.lastIndexOf('/') + 1);
    }

    /** What people call what it runs: the version that this product gave it, else the tag of its image. */
    String version(EcsDeployRequest request) {
        return tag(VERSION).orElseGet(() -> {
            String image = container(request).image();
            String name = image.substring(image.lastIndexOf('/') + 1);
            return name.contains("@") || !name.contains(":") ? shortName(arn()) : name.substring(name.indexOf(':') + 1);
        });
    }

    /**
     * The container whose image is the service's.
     *
     * @throws NotFoundException when it cannot be told
     */
    ContainerDefinition container(EcsDeployRequest request) {
        List<ContainerDefinition> all = definition.containerDefinitions();
        List<ContainerDefinition> own = all.stream()
                .filter(container -> request.container() != null
                        ? container.name().equals(request.container())
                        : request.image() != null
                                        && repository(container.image()).equals(request.image())
                                || request.image() == null && container.name().equals(request.service()))
                .toList();
        if (own.isEmpty() && request.container() == null && all.size() == 1) {
            return all.get(0);
        }
        if (own.size() != 1) {
            throw new NotFoundException(
                    "It cannot be told which container of the task definition " + shortName(arn()) + " is "
                            + request.service() + "; there are "
                            + String.join(
                                    ", ",
                                    all.stream()
                                            .map(container -> container.name() + " (" + container.image() + ")")
                                            .toList())
                            + ".",
                    "Name it with container.");
        }
        return own.get(0);
    }

    /** What it would run as the service. */
    String wanted(EcsDeployRequest request) {
        String repository =
                request.image() == null ? repository(container(request).image()) : request.image();
        return request.reference(repository);
    }

    /** Whether the service's container runs the wanted image. */
    boolean runs(EcsDeployRequest request) {
        return container(request).image().equals(wanted(request));
    }

    /** The next revision: the same with the wanted image. */
    RegisterTaskDefinitionRequest next(EcsDeployRequest request, Map<String, String> marks) {
        ContainerDefinition own = container(request);
        if (definition.status() != null && "DELETE_IN_PROGRESS".equals(definition.statusAsString())) {
            throw new TerminalException("The task definition " + shortName(arn()) + " is being deleted.", "");
        }
        List<ContainerDefinition> containers = definition.containerDefinitions().stream()
                .map(container -> container == own
                        ? container.toBuilder().image(wanted(request)).build()
                        : container)
                .toList();
        RegisterTaskDefinitionRequest.Builder next = RegisterTaskDefinitionRequest.builder()
                .family(definition.family())
                .containerDefinitions(containers)
                .volumes(definition.volumes())
                .placementConstraints(definition.placementConstraints())
                .inferenceAccelerators(definition.inferenceAccelerators())
                .networkMode(definition.networkMode())
                .taskRoleArn(definition.taskRoleArn())
                .executionRoleArn(definition.executionRoleArn())
                .requiresCompatibilities(definition.requiresCompatibilities())
                .cpu(definition.cpu())
                .memory(definition.memory())
                .pidMode(definition.pidMode())
                .ipcMode(definition.ipcMode())
                .proxyConfiguration(definition.proxyConfiguration())
                .ephemeralStorage(definition.ephemeralStorage())
                .runtimePlatform(definition.runtimePlatform())
                .enableFaultInjection(definition.enableFaultInjection());
        return next.tags(tags(marks)).build();
    }

    /** The team's own tags stay; those that AWS itself gives cannot be given by others. */
    private List<Tag> tags(Map<String, String> marks) {
        List<Tag> all = new ArrayList<>(tags.stream()
                .filter(tag -> !tag.key().startsWith("delivery-") && !tag.key().startsWith("aws:"))
                .toList());
        marks.forEach((key, value) -> {
            if (value != null) {
                all.add(Tag.builder().key(key).value(tagValue(value)).build());
            }
        });
        return all;
    }

    /** What a tag's value may hold and how long it may be: "Tagging your Amazon ECS resources". */
    static String tagValue(String value) {
        String allowed = value.replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]", "_");
        return allowed.substring(0, Math.min(256, allowed.length()));
    }

    private static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
