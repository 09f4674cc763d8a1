package io.jenkins.plugins.delivery.config;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class EnforcedSettingsTest {

    @Test
    void anOverrideInTheJenkinsfileDoesNotGetAroundWhatIsEnforced(JenkinsRule jenkins) throws Exception {
        DeliveryConfiguration.get().setEnforced("agent: {label: trusted}");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "def checked = deliveryCheck(config: [service: 'payments', agent: 'wanted'], override: [agent: 'mine'])\n"
                        + "echo \"agent ${checked.agent.label}\"",
                true));
        jenkins.assertLogContains("agent trusted", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void withoutEnforcedSettingsAnOverrideCounts(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "echo \"agent ${deliveryCheck(config: [service: 'payments', agent: 'wanted'], override: [agent: 'mine']).agent.label}\"",
                true));
        jenkins.assertLogContains("agent mine", jenkins.buildAndAssertSuccess(job));
    }
}
