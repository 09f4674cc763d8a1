package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepNotesTest {

    private static Note note(String step, Map<String, Object> arguments, Map<String, Object> result) {
        return StepNotes.of(step, arguments, result, 1).orElseThrow();
    }

    @Test
    void aPromotionTellsFromToCommitAndApprover() {
        Note note = note(
                "argoPromote",
                Map.of("gitops", "https://git.example.com/gitops.git", "approver", "grace"),
                Map.of(
                        "env",
                        "prod",
                        "service",
                        "payments",
                        "version",
                        "1.4.0",
                        "from",
                        "1.3.0",
                        "to",
                        "1.4.0",
                        "commit",
                        "8b1d0aa8b1",
                        "state",
                        "deployed",
                        "url",
                        "https://argo.example.com/applications/x"));
        assertThat(note.getKind()).isEqualTo(Note.Kind.PROMOTION);
        assertThat(note.get("version")).isEqualTo("1.4.0");
        assertThat(note.get("from")).isEqualTo("1.3.0");
        assertThat(note.get("approver")).isEqualTo("grace");
        assertThat(note.getCommitUrl()).isEqualTo("https://git.example.com/gitops/commit/8b1d0aa8b1");
        assertThat(note.getArgoUrl()).isEqualTo("https://argo.example.com/applications/x");
    }

    @Test
    void aPromotionThatWasUndoneTellsWhatStandsNow() {
        Note note = note(
                "argoPromote",
                Map.of(),
                Map.of(
                        "env",
                        "prod",
                        "service",
                        "p",
                        "version",
                        "1.4.0",
                        "from",
                        "1.4.0",
                        "to",
                        "1.3.0",
                        "state",
                        "restored"));
        assertThat(note.get("version")).isEqualTo("1.3.0");
    }

    @Test
    void aScanTellsItsCountsWithoutZeros() {
        Note note = note("ecrScan", Map.of(), Map.of("verdict", "passed", "counts", Map.of("critical", 0, "low", 3)));
        assertThat(note.get("said")).isEqualTo("3 low");
        assertThat(note.getTone()).contains("success");
        assertThat(note("ecrScan", Map.of(), Map.of("verdict", "passed", "counts", Map.of()))
                        .get("said"))
                .isEqualTo("no findings");
    }

    @Test
    void aGateThatDecidedNoIsAVerdictAndAnyOtherFailureAProblem() {
        Note gate = StepNotes.failed(
                "e2eGate",
                Map.of(),
                Map.of("verdict", "failed", "name", "Verify dev", "env", "dev"),
                "GET / said 500",
                1);
        assertThat(gate.getKind()).isEqualTo(Note.Kind.GATE);
        assertThat(gate.get("said")).isEqualTo("GET / said 500");
        Note problem = StepNotes.failed(
                "argoPromote", Map.of("env", "dev", "service", "payments", "version", "1"), Map.of(), "no Git", 1);
        assertThat(problem.getKind()).isEqualTo(Note.Kind.PROBLEM);
        assertThat(problem.get("env")).isEqualTo("dev");
    }

    @Test
    void otherStepsLeaveNoNote() {
        assertThat(StepNotes.of("slackNotify", Map.of(), Map.of("ts", "1.2"), 1))
                .isEmpty();
    }
}
