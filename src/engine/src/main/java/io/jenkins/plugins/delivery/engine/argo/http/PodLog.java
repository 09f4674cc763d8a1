package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last lines of a container: those from before its restart where it has restarted, else what it prints now. */
final class PodLog {

    /** What the cluster answers in place of lines (kubelet, {@code GetContainerLogs}); Argo CD passes it on as a line. */
    private static final String NO_LINES =
            "(previous terminated )?container .* (not found|is waiting to start: .*|is not available)";

    private final DiagnosisReads reads;
    private final int most;

    PodLog(DiagnosisReads reads, int most) {
        this.reads = reads;
        this.most = most;
    }

    Optional<Diagnosis.LogTail> read(String application, TreeNode pod, PodState state) throws InterruptedException {
        if (state.restarted()) {
            List<String> lines = lines(application, pod, state.container(), true);
            if (!lines.isEmpty()) {
                return Optional.of(new Diagnosis.LogTail(source(pod, state), true, lines));
            }
        }
        List<String> lines = lines(application, pod, state.container(), false);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Diagnosis.LogTail(source(pod, state), false, lines));
    }

    private static String source(TreeNode pod, PodState state) {
        return pod.name() + (state.container().isEmpty() ? "" : ", container " + state.container());
    }

    private List<String> lines(String application, TreeNode pod, String container, boolean previous)
            throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry :
                reads.log(application, pod, container, previous, most).orElse(List.of())) {
            String error = entry.path("error").path("message").asText();
            if (!error.isEmpty()) {
                reads.gap("The log ends with an error: " + error);
            }
            String content = entry.path("result").path("content").asText();
            if (!content.isBlank() && !content.strip().matches(NO_LINES)) {
                lines.add(content);
            }
        }
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }
}
