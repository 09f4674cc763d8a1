package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepNotesTest {

    private static Note note(String step, Map<String, Object> arguments, Map<String, Object> result) {
        return StepNotes.of(step, arguments, result, 1).get(0);
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
    void aScanKeepsItsWorstFindingsItsDeltaAndWhereItsReportIs() {
        List<Map<String, Object>> findings = IntStream.range(0, 20)
                .<Map<String, Object>>mapToObj(i -> Map.of("id", "CVE-2026-" + i, "severity", "high"))
                .toList();
        Note note = note(
                "ecrScan",
                Map.of("repository", "shop/payments"),
                Map.of(
                        "verdict",
                        "failed",
                        "findings",
                        findings,
                        "delta",
                        "Against 1.3.0 in prod: 2 more.",
                        "report",
                        "delivery/scan-shop-payments-9f86.json"));
        assertThat(note.getRows()).hasSize(10);
        assertThat(note.getRows().get(0)).containsEntry("id", "CVE-2026-0");
        assertThat(note.get("delta")).isEqualTo("Against 1.3.0 in prod: 2 more.");
        assertThat(note.file("report")).isEqualTo("artifact/delivery/scan-shop-payments-9f86.json");
        assertThat(note.file("sarif")).isEqualTo("artifact/delivery/scan-shop-payments-9f86.sarif");
        assertThat(note.with(Map.of("said", "x")).getRows()).hasSize(10);
    }

    @Test
    void aGateKeepsItsTablesAndWhereItsReportIs() {
        List<Map<String, Object>> failures = IntStream.range(0, 20)
                .<Map<String, Object>>mapToObj(i -> Map.of("test", "pays " + i))
                .toList();
        Note note = note(
                "e2eGate",
                Map.of("url", "https://payments.example.com"),
                Map.of(
                        "verdict",
                        "failed",
                        "name",
                        "Verify prod",
                        "url",
                        "https://payments.example.com",
                        "suites",
                        List.of(Map.of(
                                "name", "load", "figures", Map.of("p95", "612ms"), "tests", List.of(Map.of("a", 1)))),
                        "failures",
                        failures,
                        "rerun",
                        Map.of(),
                        "notes",
                        List.of("One entry expired.", "Another one, too."),
                        "report",
                        "delivery/gate-prod.html"));
        assertThat(note.getTables()).extracting(GateTable::getTitle).containsExactlyInAnyOrder("Suites", "Failures");
        GateTable suites = note.getTables().stream()
                .filter(table -> table.getTitle().equals("Suites"))
                .findFirst()
                .orElseThrow();
        assertThat(suites.getColumns()).containsExactlyInAnyOrder("name", "figures");
        assertThat(suites.getRows().get(0)).containsEntry("figures", "p95 612ms");
        assertThat(note.getRows()).hasSize(11);
        assertThat(note.get("notes")).isEqualTo("One entry expired. Another one, too.");
        assertThat(note.file("report")).isEqualTo("artifact/delivery/gate-prod.html");
        assertThat(note.getLink()).isNull();
        assertThat(note.getServiceUrl()).isEqualTo("https://payments.example.com");
    }

    @Test
    void everyGateTellsItsVerdictAndItsPage() {
        Note note = note(
                "qualityGate",
                Map.of(),
                Map.of(
                        "verdict",
                        "failed",
                        "message",
                        "Coverage on new code is 61 %, at least 80 %.",
                        "url",
                        "https://sonar.example.com/dashboard?id=payments",
                        "conditions",
                        List.of(Map.of("metric", "new_coverage", "value", "61", "url", "javascript:alert(1)"))));
        assertThat(note.getDecision()).isEqualTo("qualityGate: failed, Coverage on new code is 61 %, at least 80 %.");
        assertThat(note.getLink()).isEqualTo("https://sonar.example.com/dashboard?id=payments");
        GateTable conditions = note.getTables().get(0);
        assertThat(conditions.title("failureLimit")).isEqualTo("Failure limit");
        assertThat(conditions.link(
                        conditions.getRows().get(0), conditions.getColumns().get(0)))
                .isNull();
    }

    @Test
    void anImageTellsWhatItIsCalledAndHowLargeItIs() {
        Note note = note(
                "imagePush",
                Map.of(),
                Map.of(
                        "found",
                        true,
                        "reused",
                        false,
                        "image",
                        "registry.example.com/shop/payments@sha256:9f86",
                        "digest",
                        "sha256:9f86",
                        "tags",
                        List.of("1.4.0", "8b1d0aa"),
                        "size",
                        34_567_890L));
        assertThat(note.getKind()).isEqualTo(Note.Kind.ARTIFACT);
        assertThat(note.get("name")).isEqualTo("registry.example.com/shop/payments");
        assertThat(note.get("version")).isEqualTo("1.4.0, 8b1d0aa");
        assertThat(note.get("size")).isEqualTo("34 MB");
        assertThat(StepNotes.of("imagePush", Map.of(), Map.of("found", false), 1))
                .isEmpty();
    }

    @Test
    void aChartThatWasHeldIsShownOnceAsWhatBecameOfIt() {
        Note held = note(
                "helmPackage",
                Map.of(),
                Map.of("name", "payments", "version", "1.4.0", "digest", "sha256:c4", "held", true, "pushed", true));
        assertThat(held.get("state")).isEqualTo("held until its evidence is complete");
        List<Note> recorded = StepNotes.of(
                "evidenceRecord",
                Map.of("service", "payments", "version", "1.4.0"),
                Map.of(
                        "found",
                        true,
                        "digest",
                        "sha256:e5",
                        "summary",
                        "scan passed",
                        "attachment",
                        "delivery/evidence.json",
                        "chart",
                        Map.of("reference", "oci://x/payments:1.4.0", "digest", "sha256:c4", "tagged", true)),
                2);
        List<Note> later = StepNotes.of(
                "evidenceRecord",
                Map.of(),
                Map.of("found", true, "digest", "sha256:e6", "summary", "scan passed; e2e"),
                3);
        List<Note> shown = ArtifactNotes.merged(List.of(held, recorded.get(0), recorded.get(1), later.get(0)));
        assertThat(shown).extracting(note -> note.get("what")).containsExactly("Chart", "Evidence");
        assertThat(shown.get(0).get("name")).isEqualTo("payments");
        assertThat(shown.get(0).get("state")).isEqualTo("published with its evidence");
        assertThat(shown.get(1).get("digest")).isEqualTo("sha256:e6");
        assertThat(shown.get(1).file("file")).isEqualTo("artifact/delivery/evidence.json");
    }

    @Test
    void aChartInNoRegistrySaysSo() {
        assertThat(note("helmPackage", Map.of(), Map.of("name", "payments", "version", "1.4.0", "pushed", false))
                        .get("state"))
                .isEqualTo("packaged, in no registry");
    }

    @Test
    void otherStepsLeaveNoNote() {
        assertThat(StepNotes.of("slackNotify", Map.of(), Map.of("ts", "1.2"), 1))
                .isEmpty();
    }
}
