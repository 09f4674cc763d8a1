package io.jenkins.plugins.delivery.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Jenkins without the plugins for Kubernetes and Docker. */
@WithJenkins
class JenkinsChecksTest {

    @ParameterizedTest
    @CsvSource({"kubernetes, Kubernetes (kubernetes)", "docker, Docker Pipeline (docker-workflow)"})
    void anAgentWhosePluginIsAbsentIsRefusedBeforeANodeIsTaken(String agent, String plugin, JenkinsRule jenkins)
            throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("deliveryPipeline(service: 'shop', agent: '" + agent + "')", true));
        assertThat(JenkinsRule.getLog(jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0))))
                .contains("agent: '" + agent + "' was refused: the plugin " + plugin
                        + " is not installed or not enabled in this Jenkins. Install it")
                .doesNotContain("Running on", "\tat ");
    }
}
