package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is the matter with a pod, of its status (Kubernetes API, {@code PodStatus} and {@code ContainerStatus}) or, without that, of the
 * words that Argo CD shows for it. Pure.
 *
 * @param trouble what it is
 * @param container the one that is to blame; empty when the pod as a whole is
 * @param message the cluster's words
 * @param started whether it has run at all, so that there may be a log
 * @param restarted whether the lines that matter are those from before its last restart
 */
record PodState(Trouble trouble, String container, String message, boolean started, boolean restarted) {

    private static final List<String> PULL =
            List.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable");
    private static final List<String> CONFIG =
            List.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "PreCreateHookError");

    /** Of events ({@code pkg/kubelet/events} of Kubernetes). */
    private static final List<String> VOLUMES = List.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");

    private static final String EVICTED = "Evicted";

    /** Of the live object. */
    static PodState of(JsonNode pod) {
        JsonNode status = pod.path("status");
        if (status.path("reason").asText().equals(EVICTED)) {
            return new PodState(Trouble.EVICTED, "", status.path("message").asText(), true, false);
        }
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("PodScheduled")
                    && condition.path("status").asText().equals("False")) {
                return new PodState(
                        Trouble.UNSCHEDULABLE, "", condition.path("message").asText(), false, false);
            }
        }
        Optional<PodState> init = stream(status.path("initContainerStatuses"))
                .flatMap(container -> container(container, true).stream())
                .findFirst();
        return init.or(() -> stream(status.path("containerStatuses"))
                        .flatMap(container -> container(container, false).stream())
                        .findFirst())
                .orElseGet(() -> new PodState(
                        Trouble.UNHEALTHY, "", status.path("message").asText(), true, false));
    }

    /** Of what the tree says alone. */
    static PodState of(TreeNode node) {
        String words = node.state() + " " + node.message();
        Trouble trouble = Stream.of(
                        Optional.of(Trouble.OUT_OF_MEMORY).filter(t -> words.contains("OOMKilled")),
                        Optional.of(Trouble.IMAGE_PULL)
                                .filter(t -> PULL.stream().anyMatch(words::contains)),
                        Optional.of(Trouble.EVICTED).filter(t -> node.state().equals(EVICTED)),
                        Optional.of(Trouble.CONFIG).filter(t -> CONFIG.stream().anyMatch(words::contains)),
                        Optional.of(Trouble.INIT)
                                .filter(t -> node.state().startsWith("Init:Crash")
                                        || node.state().startsWith("Init:Err")),
                        Optional.of(Trouble.CRASH_LOOP).filter(t -> words.contains("CrashLoopBackOff")),
                        Optional.of(Trouble.UNSCHEDULABLE).filter(t -> words.contains("nodes are available")),
                        Optional.of(Trouble.EXITED)
                                .filter(t -> node.state().matches("Error|ExitCode:.*|Signal:.*|Failed")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Trouble.UNHEALTHY);
        boolean started =
                trouble != Trouble.IMAGE_PULL && trouble != Trouble.CONFIG && trouble != Trouble.UNSCHEDULABLE;
        boolean restarted = trouble == Trouble.CRASH_LOOP || trouble == Trouble.OUT_OF_MEMORY;
        return new PodState(trouble, "", node.message(), started, restarted);
    }

    /** A probe that fails, and a volume that cannot be mounted, is only told by events. */
    PodState explainedBy(List<Diagnosis.Event> events) {
        Optional<Diagnosis.Event> probe = last(events, event -> event.reason().equals("Unhealthy"));
        if (probe.isPresent() && mayBeAProbe()) {
            return new PodState(Trouble.PROBE, container, probe.get().message(), started, restarted);
        }
        Optional<Diagnosis.Event> volume = last(events, event -> VOLUMES.contains(event.reason()));
        if (volume.isPresent() && trouble == Trouble.UNHEALTHY) {
            return new PodState(Trouble.VOLUME, "", volume.get().message(), false, false);
        }
        return this;
    }

    private static Optional<Diagnosis.Event> last(List<Diagnosis.Event> events, Predicate<Diagnosis.Event> wanted) {
        return events.stream().filter(wanted).reduce((first, second) -> second);
    }

    /** Whether a failing probe would explain what is seen. */
    private boolean mayBeAProbe() {
        return trouble == Trouble.UNHEALTHY
                || trouble == Trouble.CRASH_LOOP && message.matches("(?s).*\\b(137|143)\\b.*");
    }

    private static Optional<PodState> container(JsonNode container, boolean init) {
        String name = container.path("name").asText();
        JsonNode waiting = container.path("state").path("waiting");
        JsonNode ended = container.path("state").path("terminated");
        JsonNode before = container.path("lastState").path("terminated");
        String reason = waiting.path("reason").asText();
        boolean restarted = !before.isMissingNode() && ended.isMissingNode();
        JsonNode exit = ended.isMissingNode() ? before : ended;
        if (PULL.contains(reason)) {
            return Optional.of(new PodState(
                    Trouble.IMAGE_PULL,
                    name,
                    image(container) + waiting.path("message").asText(),
                    false,
                    false));
        }
        if (CONFIG.contains(reason)) {
            return Optional.of(
                    new PodState(Trouble.CONFIG, name, waiting.path("message").asText(), false, false));
        }
        if (exit.path("reason").asText().equals("OOMKilled")) {
            return Optional.of(new PodState(Trouble.OUT_OF_MEMORY, name, exit(exit), true, restarted));
        }
        if (reason.equals("CrashLoopBackOff")) {
            Trouble trouble = init ? Trouble.INIT : Trouble.CRASH_LOOP;
            return Optional.of(new PodState(
                    trouble, name, join(exit(exit), waiting.path("message").asText()), true, restarted));
        }
        if (ended.path("exitCode").asInt() != 0) {
            return Optional.of(new PodState(init ? Trouble.INIT : Trouble.EXITED, name, exit(ended), true, false));
        }
        boolean unready = !init
                && !container.path("ready").asBoolean()
                && container.path("state").has("running");
        return unready
                ? Optional.of(new PodState(Trouble.UNHEALTHY, name, exit(before), true, false))
                : Optional.empty();
    }

    private static String image(JsonNode container) {
        String image = container.path("image").asText();
        return image.isEmpty() ? "" : image + ": ";
    }

    private static String exit(JsonNode terminated) {
        if (terminated.isMissingNode()) {
            return "";
        }
        return join(
                "exit code " + terminated.path("exitCode").asInt(),
                terminated.path("message").asText());
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
