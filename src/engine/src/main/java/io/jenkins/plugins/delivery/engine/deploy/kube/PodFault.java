package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What keeps a pod from being ready, of its status (Kubernetes API, {@code PodStatus}, {@code ContainerStatus}). Pure.
 *
 * @param trouble what it is
 * @param pod its name
 * @param container the one that is to blame; empty when it is the pod as a whole
 * @param message the cluster's words
 * @param restarted whether it ran before, so that its lines from then matter
 */
record PodFault(Trouble trouble, String pod, String container, String message, boolean restarted) {

    private static final List<String> PULL =
            List.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull");
    private static final List<String> CONFIG =
            List.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /** Whether more of the same rarely helps, as with a wrong image or a program that ends at once. */
    boolean hopeless() {
        return switch (trouble) {
            case CRASH_LOOP, IMAGE_PULL, OUT_OF_MEMORY, CONFIG, INIT -> true;
            default -> false;
        };
    }

    Diagnosis.Culprit culprit() {
        return new Diagnosis.Culprit(trouble, "Pod", pod, container, message);
    }

    static Optional<PodFault> of(JsonNode pod) {
        String name = pod.path("metadata").path("name").asText();
        JsonNode status = pod.path("status");
        Optional<PodFault> init = stream(status.path("initContainerStatuses"))
                .flatMap(container -> container(name, container, true).stream())
                .findFirst();
        return init.or(() -> stream(status.path("containerStatuses"))
                        .flatMap(container -> container(name, container, false).stream())
                        .findFirst())
                .or(() -> stream(status.path("conditions"))
                        .filter(condition -> condition.path("type").asText().equals("PodScheduled")
                                && condition.path("status").asText().equals("False"))
                        .map(condition -> new PodFault(
                                Trouble.UNSCHEDULABLE,
                                name,
                                "",
                                condition.path("message").asText(),
                                false))
                        .findFirst());
    }

    private static Optional<PodFault> container(String pod, JsonNode container, boolean init) {
        String name = container.path("name").asText();
        if (container.path("ready").asBoolean()) {
            return Optional.empty();
        }
        JsonNode waiting = container.path("state").path("waiting");
        JsonNode now = container.path("state").path("terminated");
        JsonNode ended = now.isMissingNode() ? container.path("lastState").path("terminated") : now;
        String reason = waiting.path("reason").asText();
        String words = waiting.path("message").asText();
        boolean restarted = now.isMissingNode() && !ended.isMissingNode();
        Trouble trouble;
        if (PULL.contains(reason)) {
            trouble = Trouble.IMAGE_PULL;
        } else if (CONFIG.contains(reason)) {
            trouble = Trouble.CONFIG;
        } else if (ended.path("reason").asText().equals("OOMKilled")) {
            trouble = Trouble.OUT_OF_MEMORY;
        } else if (reason.equals("CrashLoopBackOff")) {
            trouble = init ? Trouble.INIT : Trouble.CRASH_LOOP;
        } else if (now.path("exitCode").asInt() != 0) {
            trouble = init ? Trouble.INIT : Trouble.EXITED;
        } else if (!init && container.path("state").has("running")) {
            trouble = Trouble.PROBE;
        } else {
            return Optional.empty();
        }
        String exit = ended.isMissingNode()
                ? ""
                : "exit code " + ended.path("exitCode").asInt();
        String message = exit.isEmpty() || words.isEmpty() ? exit + words : exit + ", " + words;
        return Optional.of(new PodFault(trouble, pod, name, message, restarted));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
