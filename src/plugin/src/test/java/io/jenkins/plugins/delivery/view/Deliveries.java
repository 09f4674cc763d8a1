package io.jenkins.plugins.delivery.view;

import hudson.ExtensionList;
import hudson.model.ItemGroup;
import hudson.model.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs that delivered something, told to the recorder as the steps tell it. */
final class Deliveries {

    static final String GITOPS = "https://git.example.com/shop/gitops.git";
    static final String COMMIT = "8b1d0aa8b1d0aa8b1d0aa8b1d0aa8b1d0aa8b1d0";

    private Deliveries() {}

    static DeliveryRecorder recorder() {
        return ExtensionList.lookupSingleton(DeliveryRecorder.class);
    }

    static WorkflowJob job(ItemGroup<?> parent, String name, String script) throws Exception {
        WorkflowJob job = parent instanceof com.cloudbees.hudson.plugins.folder.Folder folder
                ? folder.createProject(WorkflowJob.class, name)
                : jenkins.model.Jenkins.get().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A finished run of a pipeline that does nothing by itself. */
    static Run<?, ?> run(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        return jenkins.buildAndAssertSuccess(job);
    }

    static void planned(Run<?, ?> run, String service, String version) {
        recorder()
                .completed(
                        run,
                        "deliveryPlan",
                        Map.of(),
                        Map.of(
                                "service",
                                service,
                                "version",
                                version,
                                "branch",
                                "main",
                                "kind",
                                "main",
                                "author",
                                "Ada",
                                "commit",
                                COMMIT,
                                "environments",
                                List.of("dev", "stage", "prod")));
    }

    /** Image, chart, scan and evidence of one version. */
    static void made(Run<?, ?> run, String text, String verdict) {
        String digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        String chart = "sha256:4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";
        recorder()
                .completed(
                        run,
                        "imagePush",
                        Map.of(),
                        Map.of(
                                "found",
                                true,
                                "reused",
                                false,
                                "image",
                                text + "@" + digest,
                                "digest",
                                digest,
                                "tags",
                                List.of("1.4.0", "8b1d0aa8b1d0"),
                                "size",
                                34_567_890L));
        recorder()
                .completed(
                        run,
                        "helmPackage",
                        Map.of(),
                        Map.of("name", text, "version", "1.4.0", "digest", chart, "held", true, "pushed", true));
        List<Map<String, Object>> findings = List.of(
                Map.of(
                        "id",
                        "CVE-2026-0001",
                        "severity",
                        "critical",
                        "package",
                        text,
                        "version",
                        "3.0.1",
                        "fixedIn",
                        "3.0.2",
                        "link",
                        "https://nvd.example.com/CVE-2026-0001"),
                Map.of(
                        "id",
                        text,
                        "severity",
                        "high",
                        "package",
                        "zlib",
                        "version",
                        "1.2.11",
                        "link",
                        "javascript:" + text));
        recorder()
                .completed(
                        run,
                        "ecrScan",
                        Map.of("repository", text),
                        Map.of(
                                "status",
                                "COMPLETE",
                                "verdict",
                                verdict,
                                "digest",
                                digest,
                                "counts",
                                new LinkedHashMap<>(Map.of("critical", 1, "high", 1)),
                                "findings",
                                findings,
                                "delta",
                                "Compared with 1.3.0 in prod: 1 new finding, 2 are gone. " + text,
                                "report",
                                "delivery/scan-shop-payments-9f86d081884c.json"));
        recorder()
                .completed(
                        run,
                        "evidenceRecord",
                        Map.of("service", text, "version", "1.4.0"),
                        Map.of(
                                "found",
                                true,
                                "digest",
                                "sha256:4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a",
                                "summary",
                                "scan " + verdict + "; unit passed (120 tests) " + text,
                                "attachment",
                                "delivery/evidence.json",
                                "chart",
                                Map.of("reference", "oci://x/payments:1.4.0", "digest", chart, "tagged", true)));
    }

    static void promoted(Run<?, ?> run, String service, String version, String environment) {
        promoted(run, Map.of("service", service, "version", version, "env", environment), Map.of());
    }

    static void promoted(Run<?, ?> run, Map<String, Object> result, Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("from", "1.3.0");
        all.put("state", "deployed");
        all.put("commit", COMMIT);
        all.put("file", "environments/prod/payments/values.yaml");
        all.put("health", "Healthy");
        all.put("url", "https://argocd.example.com/applications/payments-prod");
        all.putAll(result);
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("gitops", GITOPS);
        given.put("approver", "grace");
        given.putAll(arguments);
        recorder().completed(run, "argoPromote", given, all);
    }

    static void verified(Run<?, ?> run, String environment, String verdict, String said) {
        recorder()
                .completed(
                        run,
                        "e2eGate",
                        Map.of("url", "https://payments.example.com"),
                        Map.of(
                                "name",
                                "Verify " + environment,
                                "env",
                                environment,
                                "verdict",
                                verdict,
                                "message",
                                said));
    }
}
