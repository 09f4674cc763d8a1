package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps that only say what a delivery would do. */
@WithJenkins
class DeliveryPlanStepTest {

    private static final String CONFIG =
            "[service: 'payments', flow: 'trunk', gitops: 'https://git.example.com/gitops.git', environments: [dev:"
                    + " [:], prod: [approval: 'release-managers']]]";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        pipelines = new Pipelines(rule);
    }

    @Test
    void deliveryPlanSmokes() throws Exception {
        WorkflowJob job = pipelines.job("plan", """
            node('built-in') {
                def plan = deliveryPlan config: %s, branch: 'main'
                echo "${plan.service} ${plan.version} on ${plan.branch}"
                plan.files.each { echo "changes ${it.environment}: ${it.file}" }
                plan.approvals.each { echo "asks ${it.submitters} for ${it.environment}" }
            }
            """.formatted(CONFIG));
        try (RepositoryBuilder repository = RepositoryBuilder.init(pipelines.workspace(job, jenkins.jenkins))) {
            repository.commit("feat: pay", Map.of("a", "1"));
        }
        assertThat(Pipelines.log(jenkins.buildAndAssertSuccess(job)))
                .contains("payments 0.1.0 on main", "changes dev: environments/dev/payments/values.yaml")
                .contains("asks release-managers for prod");
    }

    @Test
    void deliveryCheckSmokes() throws Exception {
        assertThat(Pipelines.log(pipelines.succeed("def c = deliveryCheck config: " + CONFIG
                        + "\necho \"contract ${c.contract}, agent ${c.agent.kind}\"")))
                .contains("contract 5, agent label");
    }

    @Test
    void deliveryCheckFailsWithEveryProblem() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("deliveryCheck config: [servise: 'payments', flow: 'gitflow']")))
                .contains("servise", "gitflow");
        assertThat(Pipelines.log(pipelines.fail("deliveryCheck config: " + CONFIG + ", library: 99")))
                .contains("The shared library speaks contract 99");
    }

    @Test
    void approvalEvidenceSmokes() throws Exception {
        assertThat(Pipelines.log(
                        pipelines.succeed("def e = approvalEvidence env: 'prod', service: 'payments', version: '1.4.0',"
                                + " gates: [e2e: 'passed']\n"
                                + "echo e.message")))
                .contains("payments", "1.4.0", "prod", "e2e");
    }
}
