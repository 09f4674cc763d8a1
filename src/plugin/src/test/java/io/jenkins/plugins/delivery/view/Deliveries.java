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
