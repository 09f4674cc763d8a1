package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads why pods do not run: events and last lines. What cannot be read becomes a gap, since a failure is told all the same. */
final class PodReads {

    private static final int LINES = 20;
    private static final int MOST_BYTES = 64 << 10;

    private final KubeApi api;
    private final List<String> gaps = new ArrayList<>();

    PodReads(KubeApi api) {
        this.api = api;
    }

    /** A list with one query parameter. */
    static String list(String path, String parameter, String value) {
        return path + "?" + parameter + "=" + JsonHttp.encode(value);
    }

    Diagnosis diagnosis(Workload workload, List<JsonNode> pods) throws InterruptedException {
        Optional<PodFault> fault =
                pods.stream().flatMap(pod -> PodFault.of(pod).stream()).min(Comparator.comparing(f -> !f.hopeless()));
        Diagnosis.Culprit culprit = fault.map(PodFault::culprit)
                .orElseGet(() -> new Diagnosis.Culprit(Trouble.UNHEALTHY, workload.kind(), workload.name(), "", ""));
        List<Diagnosis.Event> events = events(workload.namespace(), culprit.name());
        Optional<Diagnosis.LogTail> log = fault.isPresent() ? log(workload.namespace(), fault.get()) : Optional.empty();
        return new Diagnosis(Optional.of(culprit), events, log, gaps);
    }

    private List<Diagnosis.Event> events(String namespace, String name) throws InterruptedException {
        List<Diagnosis.Event> events = new ArrayList<>();
        try {
            String path = "/api/v1/namespaces/" + namespace + "/events";
            for (JsonNode event : api.get(list(path, "fieldSelector", "involvedObject.name=" + name))
                    .path("items")) {
                events.add(new Diagnosis.Event(
                        time(event),
                        event.path("type").asText(),
                        event.path("reason").asText(),
                        event.path("message").asText(),
                        Math.max(1, event.path("count").asInt())));
            }
        } catch (DeliveryException e) {
            gaps.add("The events of " + name + " cannot be read: " + e.getMessage());
        }
        events.sort(Comparator.comparing(event -> event.at().orElse(Instant.MIN)));
        return events;
    }

    /** Events of the newer API have only {@code eventTime}. */
    private static Optional<Instant> time(JsonNode event) {
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            try {
                String text = event.path(field).asText("");
                if (!text.isEmpty() && !text.equals("null")) {
                    return Optional.of(Instant.parse(text));
                }
            } catch (DateTimeParseException e) {
                // The next one, then; an event without a time is one all the same.
                continue;
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnosis.LogTail> log(String namespace, PodFault fault) throws InterruptedException {
        if (fault.trouble() == Trouble.IMAGE_PULL
                || fault.trouble() == Trouble.CONFIG
                || fault.trouble() == Trouble.UNSCHEDULABLE) {
            return Optional.empty();
        }
        String path = "/api/v1/namespaces/" + namespace + "/pods/" + fault.pod() + "/log?tailLines=" + LINES
                + "&limitBytes=" + MOST_BYTES + "&container=" + JsonHttp.encode(fault.container())
                + (fault.restarted() ? "&previous=true" : "");
        try {
            List<String> lines = api.text(path).lines().toList();
            return Optional.of(
                    new Diagnosis.LogTail(fault.pod() + ", container " + fault.container(), fault.restarted(), lines));
        } catch (DeliveryException e) {
            gaps.add("The log of " + fault.pod() + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
