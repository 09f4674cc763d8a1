package io.jenkins.plugins.delivery.engine.deploy.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | {replicas: 2} | {replicas: 2, updatedReplicas: 2, availableReplicas: 2} | READY | is ready",
                "Deployment | {replicas: 2} | {replicas: 3, updatedReplicas: 2, availableReplicas: 3} | UNDER_WAY | 1 old pods are still there",
                "Deployment | {replicas: 2} | {replicas: 2, updatedReplicas: 1, availableReplicas: 2} | UNDER_WAY | 1 of 2 pods are new",
                "Deployment | {replicas: 2} | {replicas: 2, updatedReplicas: 2, availableReplicas: 1} | UNDER_WAY | 1 of 2 pods are ready",
                "Deployment | {replicas: 0} | {} | READY | is ready",
                "Deployment | {replicas: 2, paused: true} | {} | READY | is ready",
                "Deployment | {} | {conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: No.}]} | GIVEN_UP | its rollout exceeded its deadline: No",
                "StatefulSet | {replicas: 2} | {updatedReplicas: 2, readyReplicas: 2, currentRevision: b, updateRevision: b} | READY | is ready",
                "StatefulSet | {replicas: 2} | {updatedReplicas: 2, readyReplicas: 2, currentRevision: a, updateRevision: b} | UNDER_WAY | the last pods are being replaced",
                "StatefulSet | {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}} | {updatedReplicas: 1, readyReplicas: 3, currentRevision: a, updateRevision: b} | READY | is ready",
                "StatefulSet | {replicas: 1, updateStrategy: {type: OnDelete}} | {updatedReplicas: 0, readyReplicas: 1, currentRevision: a, updateRevision: b} | READY | is ready",
                "DaemonSet | {} | {desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3} | READY | is ready",
                "DaemonSet | {} | {desiredNumberScheduled: 3, updatedNumberScheduled: 2, numberAvailable: 3} | UNDER_WAY | 2 of 3 pods are new",
                "Job | {} | {active: 1} | UNDER_WAY | it has not finished yet",
                "Job | {} | {conditions: [{type: Complete, status: 'True'}]} | READY | is ready",
                "Job | {} | {conditions: [{type: Failed, status: 'True', message: backoff}]} | GIVEN_UP | it has failed: backoff",
                "Job | {suspend: true} | {} | READY | is ready",
            })
    void tellsHowFarAWorkloadIs(String kind, String spec, String status, Rollout.State state, String message)
            throws Exception {
        JsonNode object = YAML.readTree("{spec: " + spec + ", status: " + status + "}");

        assertThat(Rollout.of(kind, object)).isEqualTo(new Rollout(state, message));
    }

    @Test
    void aStatusOfAnOlderGenerationSaysNothing() throws Exception {
        JsonNode object =
                YAML.readTree("{metadata: {generation: 3}, spec: {replicas: 1}, status: {observedGeneration: 2,"
                        + " replicas: 1, updatedReplicas: 1, availableReplicas: 1}}");

        assertThat(Rollout.of("Deployment", object).state()).isEqualTo(Rollout.State.UNDER_WAY);
    }

    @Test
    void findsTheWorkloadsOfAManifest() {
        String manifest =
                "---\n# Source: a\nkind: Deployment\nmetadata: {name: a}\n---\nkind: Service\nmetadata: {name: s}\n"
                        + "--- # again\nkind: Job\nmetadata: {name: j, namespace: other}\n---\n";

        List<Workload> found = Workload.in(manifest, "stage");

        assertThat(found).containsExactly(new Workload("Deployment", "stage", "a"), new Workload("Job", "other", "j"));
        assertThat(found)
                .allSatisfy(workload -> assertThat(Workload.of(workload.text())).isEqualTo(workload));
    }
}
