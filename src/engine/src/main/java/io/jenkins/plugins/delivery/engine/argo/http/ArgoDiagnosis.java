package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.argo.OperationPhase;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds out why an application does not come up: what the sync could not apply, or the first red resource of the tree, with the state of
 * its pod, its events and its last lines. An app of apps is followed into its children.
 */
final class ArgoDiagnosis {

    /** A person, and the going back, wait for it. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private static final int LINES = 40;
    private static final int DEEPEST = 3;
    private static final int MOST_CHILDREN = 5;

    private final DiagnosisReads reads;

    ArgoDiagnosis(ArgoHttpClient client, LongSupplier nanos) {
        this.reads = new DiagnosisReads(client, LIMIT, nanos);
    }

    Diagnosis of(String application) throws InterruptedException {
        Diagnosis found = look(application, 1).orElse(Diagnosis.NONE);
        return new Diagnosis(found.culprit(), found.events(), found.log(), reads.gaps());
    }

    private Optional<Diagnosis> look(String application, int depth) throws InterruptedException {
        Optional<JsonNode> state = reads.application(application);
        Optional<JsonNode> json = reads.tree(application);
        if (json.isEmpty()) {
            return state.flatMap(ArgoDiagnosis::failedSync).map(ArgoDiagnosis::alone);
        }
        TreeSearch tree = new TreeSearch(json.get());
        Optional<Diagnosis.Culprit> sync = state.flatMap(ArgoDiagnosis::failedSync);
        if (sync.isPresent()) {
            Optional<TreeNode> node = tree.named(sync.get().kind(), sync.get().name());
            return Optional.of(
                    node.isPresent() ? applied(application, tree, sync.get(), node.get()) : alone(sync.get()));
        }
        Optional<TreeNode> culprit = tree.culprit();
        if (culprit.isPresent()) {
            return Optional.of(diagnose(application, tree, culprit.get()));
        }
        return depth < DEEPEST ? children(tree, depth) : Optional.empty();
    }

    private Optional<Diagnosis> children(TreeSearch tree, int depth) throws InterruptedException {
        List<TreeNode> children = tree.children();
        for (TreeNode child : children.subList(0, Math.min(MOST_CHILDREN, children.size()))) {
            Optional<Diagnosis> found = look(child.name(), depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What the last operation could not do: make manifests, run a hook, apply a resource. */
    private static Optional<Diagnosis.Culprit> failedSync(JsonNode application) {
        String name = application.path("metadata").path("name").asText();
        for (JsonNode condition : application.path("status").path("conditions")) {
            if (Readiness.FATAL.contains(condition.path("type").asText())) {
                String message = condition.path("message").asText();
                return Optional.of(new Diagnosis.Culprit(Trouble.MANIFESTS, "Application", name, "", message));
            }
        }
        JsonNode operation = application.path("status").path("operationState");
        if (!OperationPhase.of(operation.path("phase").asText()).failed()) {
            return Optional.empty();
        }
        for (JsonNode resource : operation.path("syncResult").path("resources")) {
            boolean hook = !resource.path("hookType").asText().isEmpty();
            String phase = resource.path("hookPhase").asText();
            boolean failed = phase.equals("Failed") || phase.equals("Error");
            if (hook && failed || resource.path("status").asText().equals("SyncFailed")) {
                return Optional.of(new Diagnosis.Culprit(
                        hook ? Trouble.HOOK : Trouble.SYNC,
                        resource.path("kind").asText(),
                        resource.path("name").asText(),
                        "",
                        resource.path("message").asText()));
            }
        }
        String message = operation.path("message").asText();
        return Optional.of(new Diagnosis.Culprit(Trouble.SYNC, "Application", name, "", message));
    }

    private static Diagnosis alone(Diagnosis.Culprit culprit) {
        return new Diagnosis(Optional.of(culprit), List.of(), Optional.empty(), List.of());
    }

    /** What failed in the sync, with the pod of a hook. */
    private Diagnosis applied(String application, TreeSearch tree, Diagnosis.Culprit culprit, TreeNode node)
            throws InterruptedException {
        Optional<TreeNode> pod = culprit.trouble() == Trouble.HOOK
                ? (node.isPod() ? Optional.of(node) : tree.podOf(node))
                : Optional.empty();
        if (pod.isEmpty()) {
            return new Diagnosis(Optional.of(culprit), events(application, node), Optional.empty(), List.of());
        }
        Diagnosis own = diagnose(application, tree, pod.get());
        return new Diagnosis(Optional.of(culprit), own.events(), own.log(), List.of());
    }

    private Diagnosis diagnose(String application, TreeSearch tree, TreeNode node) throws InterruptedException {
        List<Diagnosis.Event> events = events(application, node);
        if (!node.isPod()) {
            return workload(application, tree, node, events);
        }
        PodState seen = reads.live(application, node).map(PodState::of).orElseGet(() -> PodState.of(node));
        PodState state = seen.explainedBy(events);
        String message = state.message().isEmpty() ? node.message() : state.message();
        Optional<Diagnosis.LogTail> log =
                state.started() ? new PodLog(reads, LINES).read(application, node, state) : Optional.empty();
        return new Diagnosis(
                Optional.of(
                        new Diagnosis.Culprit(state.trouble(), node.kind(), node.name(), state.container(), message)),
                events,
                log,
                List.of());
    }

    /** Something without a pod to blame: what should make its pods tells in an event why it cannot. */
    private Diagnosis workload(String application, TreeSearch tree, TreeNode node, List<Diagnosis.Event> own)
            throws InterruptedException {
        Optional<TreeNode> maker = tree.makerOf(node);
        List<Diagnosis.Event> events = maker.isEmpty() ? own : events(application, maker.get());
        Optional<Diagnosis.Event> refused = events.stream()
                .filter(event -> event.reason().equals("FailedCreate"))
                .reduce((first, second) -> second);
        String words = node.health().text() + (node.message().isEmpty() ? "" : ", " + node.message());
        return new Diagnosis(
                Optional.of(new Diagnosis.Culprit(
                        refused.isPresent() ? Trouble.NOT_CREATED : Trouble.UNHEALTHY,
                        node.kind(),
                        node.name(),
                        "",
                        refused.map(Diagnosis.Event::message).orElse(words))),
                refused.isPresent() ? events : own,
                Optional.empty(),
                List.of());
    }

    private List<Diagnosis.Event> events(String application, TreeNode node) throws InterruptedException {
        List<Diagnosis.Event> events = new ArrayList<>();
        Optional<JsonNode> answer = reads.events(application, node);
        if (answer.isEmpty()) {
            return events;
        }
        for (JsonNode event : answer.get().path("items")) {
            events.add(new Diagnosis.Event(
                    time(event),
                    event.path("type").asText(),
                    event.path("reason").asText(),
                    event.path("message").asText(),
                    Math.max(
                            event.path("count").asInt(1),
                            event.path("series").path("count").asInt(1))));
        }
        events.sort(Comparator.comparing(event -> event.at().orElse(Instant.EPOCH)));
        return events;
    }

    private static Optional<Instant> time(JsonNode event) {
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            String text = event.path(field).asText();
            try {
                if (!text.isEmpty() && !text.equals("null")) {
                    return Optional.of(Instant.parse(text));
                }
            } catch (DateTimeParseException e) {
                // Not a time: the next field may be one.
                continue;
            }
        }
        return Optional.empty();
    }
}
