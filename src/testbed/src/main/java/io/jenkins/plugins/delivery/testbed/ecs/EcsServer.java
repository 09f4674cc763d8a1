package io.jenkins.plugins.delivery.testbed.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of Amazon ECS that a deployment of one service needs, for an SDK client with an overridden endpoint: its task definitions,
 * its deployments and its stopped tasks. A deployment stays in progress until the test says what became of it. Operations and fields
 * are those of the API reference of ECS, version 2014-11-13.
 */
public final class EcsServer extends StandInServer {

    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:";

    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();
    private final Map<String, JsonNode> tags = new LinkedHashMap<>();
    private final ObjectNode service = Json.mapper().createObjectNode();
    private final ArrayNode stopped = Json.mapper().createArrayNode();
    private final Map<String, List<String>> logs = new LinkedHashMap<>();
    private String denied = "";

    private EcsServer() {}

    /**
     * Starts it with one service whose first revision runs in two tasks.
     *
     * @param name of the service; its task definition's family is called the same
     * @param definition fields of the task definition, as RegisterTaskDefinition takes them
     */
    public static EcsServer start(String name, Map<String, Object> definition) {
        EcsServer server = new EcsServer();
        ObjectNode first = Json.mapper().valueToTree(definition);
        String arn = server.register(first.put("family", name))
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
        server.service
                .put("serviceName", name)
                .put("status", "ACTIVE")
                .put("desiredCount", 2)
                .put("pendingCount", 0)
                .put("taskDefinition", arn);
        server.service.putArray("events");
        server.service.putArray("deployments");
        server.deploy(arn);
        server.steady();
        server.open();
        return server;
    }

    /** The service as DescribeServices shows it, to be changed. */
    public synchronized ObjectNode service() {
        return service;
    }

    /** Fields of a revision, as DescribeTaskDefinition shows them. */
    public synchronized JsonNode definition(String arnOrName) {
        return definitions.get(arn(arnOrName));
    }

    /** How many revisions there are. */
    public synchronized int revisions() {
        return definitions.size();
    }

    /** The revision that new tasks use. */
    public synchronized String current() {
        String arn = service.path("taskDefinition").asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Lets the newest deployment come up, and ends the older ones. */
    public synchronized void steady() {
        ObjectNode primary = (ObjectNode) service.path("deployments").get(0);
        primary.put("rolloutState", "COMPLETED").put("runningCount", 2).put("rolloutStateReason", "completed");
        ((ArrayNode) service.path("deployments")).removeAll().add(primary);
    }

    /** What the newest deployment has come to. */
    public synchronized void progress(int running, int failed) {
        ((ObjectNode) service.path("deployments").get(0))
                .put("runningCount", running)
                .put("failedTasks", failed);
    }

    /** The deployment circuit breaker gives the newest deployment up, and goes back when it is told to. */
    public synchronized void giveUp(String reason, boolean goBack) {
        ObjectNode primary = (ObjectNode) service.path("deployments").get(0);
        primary.put("rolloutState", "FAILED").put("rolloutStateReason", reason);
        if (goBack) {
            deploy(service.path("deployments").get(1).path("taskDefinition").asText());
        }
    }

    /** A task of the current revision that has stopped. */
    public synchronized void stopTask(String reason, String container, Integer exitCode, String why) {
        ObjectNode task = stopped.addObject();
        task.put("taskArn", ARN + "task/shop/" + stopped.size())
                .put("taskDefinitionArn", service.path("taskDefinition").asText())
                .put("stoppedReason", reason)
                .put("stoppedAt", 1_750_000_000 + stopped.size());
        ObjectNode one = task.putArray("containers").addObject().put("name", container);
        if (exitCode != null) {
            one.put("exitCode", exitCode);
        }
        if (why != null) {
            one.put("reason", why);
        }
    }

    /** What a log of CloudWatch Logs has, which answers at the same address. */
    public synchronized void log(String group, String stream, String... lines) {
        logs.put(group + ":" + stream, List.of(lines));
    }

    /** Refuses this operation from now on, as for a caller whose policies in IAM do not allow it. */
    public synchronized void deny(String operation) {
        denied = operation;
    }

    /** How often this operation was called. */
    public long calls(String operation) {
        return requests().stream()
                .filter(request -> request.header("X-Amz-Target").orElse("").equals(TARGET + operation))
                .count();
    }

    @Override
    protected Routes routes() {
        return new Routes().post("/", call -> answer(call.request()));
    }

    private synchronized Answer answer(RecordedRequest request) {
        String target = request.header("X-Amz-Target").orElse("");
        String operation = target.substring(target.indexOf('.') + 1);
        if (operation.equals(denied)) {
            String service = target.startsWith(TARGET) ? "ecs:" : "logs:";
            return error("AccessDeniedException", "User ci is not authorized to perform: " + service + operation);
        }
        JsonNode body = request.json();
        return switch (operation) {
            case "DescribeServices" ->
                answer(Map.of(
                        "services",
                        body.path("services")
                                        .get(0)
                                        .asText()
                                        .equals(service.path("serviceName").asText())
                                ? List.of(service)
                                : List.of()));
            case "DescribeTaskDefinition" ->
                describe(body.path("taskDefinition").asText());
            case "RegisterTaskDefinition" -> answer(register((ObjectNode) body));
            case "UpdateService" -> {
                deploy(arn(body.path("taskDefinition").asText()));
                yield answer(Map.of("service", service));
            }
            case "ListTasks" -> answer(Map.of("taskArns", stopped.findValuesAsText("taskArn")));
            case "DescribeTasks" -> answer(Map.of("tasks", stopped));
            case "GetLogEvents" ->
                events(body.path("logGroupName").asText() + ":"
                        + body.path("logStreamName").asText());
            default -> error("UnknownOperationException", "not known here: " + operation);
        };
    }

    private Answer events(String log) {
        return logs.containsKey(log)
                ? answer(Map.of(
                        "events",
                        logs.get(log).stream()
                                .map(line -> Map.of("message", line))
                                .toList()))
                : error("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    private Answer describe(String name) {
        String arn = arn(name);
        return definitions.containsKey(arn)
                ? answer(Map.of("taskDefinition", definitions.get(arn), "tags", tags.get(arn)))
                : error("ClientException", "Unable to describe task definition.");
    }

    private ObjectNode register(ObjectNode definition) {
        ObjectNode made = definition.deepCopy();
        JsonNode given = made.remove("tags");
        String family = made.path("family").asText();
        int revision = definitions.size() + 1;
        String arn = ARN + "task-definition/" + family + ":" + revision;
        made.put("taskDefinitionArn", arn).put("revision", revision).put("status", "ACTIVE");
        definitions.put(arn, made);
        tags.put(arn, given == null ? Json.mapper().createArrayNode() : given);
        return Json.mapper().createObjectNode().set("taskDefinition", made);
    }

    private void deploy(String arn) {
        ArrayNode deployments = (ArrayNode) service.path("deployments");
        deployments.forEach(one -> ((ObjectNode) one).put("status", "ACTIVE"));
        service.put("taskDefinition", arn);
        ObjectNode primary = deployments.insertObject(0);
        primary.put("id", "ecs-svc/" + deployments.size())
                .put("status", "PRIMARY")
                .put("taskDefinition", arn)
                .put("desiredCount", 2)
                .put("runningCount", 0)
                .put("failedTasks", 0)
                .put("rolloutState", "IN_PROGRESS")
                .put("rolloutStateReason", "ECS deployment in progress.");
    }

    /** An ARN, family:revision, or a family for its newest revision. */
    private String arn(String name) {
        if (name.startsWith("arn:")) {
            return name;
        }
        return ARN + "task-definition/" + (name.contains(":") ? name : name + ":" + definitions.size());
    }

    private static Answer answer(Object body) {
        return Answer.text(200, "application/x-amz-json-1.1", Json.write(body));
    }

    private static Answer error(String type, String message) {
        return Answer.text(400, "application/x-amz-json-1.1", Json.write(Map.of("__type", type, "message", message)));
    }
}
