package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** The one service of an ECS cluster that a request is about. Errors as in {@link EcsClients#call}. */
final class EcsCluster {

    /** How many stopped tasks are looked at; the newest tell the reason. */
    private static final int STOPPED = 20;

    private final EcsDeployRequest request;
    private final EngineContext context;

    EcsCluster(EcsDeployRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    String name() {
        return "The ECS service " + request.serviceName() + " in the cluster " + request.clusterName();
    }

    /**
     * The service as it is now.
     *
     * @throws NotFoundException when it is not there or being deleted
     * @throws TerminalException when something else than ECS itself deploys it
     */
    Service service() throws InterruptedException {
        DescribeServicesResponse answer = EcsClients.call(
                request,
                context,
                name() + " cannot be read",
                "ecs:DescribeServices",
                client -> client.describeServices(
                        call -> call.cluster(request.clusterName()).services(request.serviceName())));
        Service service = answer.services().stream()
                .filter(found -> !"INACTIVE".equals(found.status()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        name() + " does not exist.",
                        "Create it once with its first task definition, or correct ecsService."));
        if (service.deploymentController() != null
                && service.deploymentController().type() != null
                && service.deploymentController().type() != DeploymentControllerType.ECS) {
            throw new TerminalException(
                    name() + " is deployed by " + service.deploymentController().typeAsString()
                            + ", not by ECS itself.",
                    "Deploy it there, or set its deployment controller to ECS.");
        }
        return service;
    }

    /** @param definition ARN, family:revision, or a family for its newest revision */
    DescribeTaskDefinitionResponse definition(String definition) throws InterruptedException {
        return EcsClients.call(
                request,
                context,
                "The task definition " + TaskRevision.shortName(definition) + " cannot be read",
                "ecs:DescribeTaskDefinition",
                client -> client.describeTaskDefinition(
                        call -> call.taskDefinition(definition).include(TaskDefinitionField.TAGS)));
    }

    /** @return the ARN of the new revision */
    String register(RegisterTaskDefinitionRequest definition) throws InterruptedException {
        RegisterTaskDefinitionResponse answer = EcsClients.call(
                request,
                context,
                "No revision of the task definition " + definition.family() + " can be made",
                "ecs:RegisterTaskDefinition (with ecs:TagResource, and iam:PassRole for its roles)",
                client -> client.registerTaskDefinition(definition));
        return answer.taskDefinition().taskDefinitionArn();
    }

    void update(String definition) throws InterruptedException {
        EcsClients.call(
                request,
                context,
                name() + " cannot be moved to " + TaskRevision.shortName(definition),
                "ecs:UpdateService",
                client -> client.updateService(call -> call.cluster(request.clusterName())
                        .service(request.serviceName())
                        .taskDefinition(definition)));
    }

    /** Tasks of the service that have stopped lately; ECS keeps them for about an hour. */
    List<Task> stopped() throws InterruptedException {
        return EcsClients.call(
                request, context, "The stopped tasks cannot be read", "ecs:ListTasks and ecs:DescribeTasks", client -> {
                    List<String> arns = client.listTasks(call -> call.cluster(request.clusterName())
                                    .serviceName(request.serviceName())
                                    .desiredStatus(DesiredStatus.STOPPED)
                                    .maxResults(STOPPED))
                            .taskArns();
                    return arns.isEmpty()
                            ? List.of()
                            : client.describeTasks(call ->
                                            call.cluster(request.clusterName()).tasks(arns))
                                    .tasks();
                });
    }

    /** The last lines of a log of CloudWatch, oldest first. */
    List<String> logLines(String group, String stream, String region, int most) throws InterruptedException {
        return LogClients.lines(request, context, new LogClients.Place(group, stream, region), most);
    }
}
