package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeliverySkipStepTest {

    /** Stage name to its tag; stages without one are absent. */
    private static Map<String, String> tags(WorkflowRun run) {
        Map<String, String> tags = new TreeMap<>();
        List<FlowNode> nodes = new DepthFirstScanner().allNodes(run.getExecution());
        for (FlowNode node : nodes) {
            LabelAction label = node.getAction(LabelAction.class);
            String tag = TagsAction.getTagValue(node, DeliverySkipStep.TAG);
            if (label != null && tag != null) {
                tags.put(label.getDisplayName(), tag);
            }
        }
        return tags;
    }

    @Test
    void theStageAroundItIsTaggedAndNoOther(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition("""
                stage('Build') { echo 'built' }
                stage('Deploy to dev') { deliverySkip(reason: 'main is promoted to prod only.') }
                stage('Deploy to prod') { echo 'deployed' }
                parallel(one: { deliverySkip 'in a branch' }, two: { echo 'two' })
                """, true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(tags(run)).isEqualTo(Map.of("Deploy to dev", "SKIPPED_FOR_CONDITIONAL"));
        jenkins.assertLogContains("Skipped: main is promoted to prod only.", run);
    }

    @Test
    void configRoundTrip(JenkinsRule jenkins) throws Exception {
        DeliverySkipStep step = new StepConfigTester(jenkins).configRoundTrip(new DeliverySkipStep("because"));
        assertThat(step.getReason()).isEqualTo("because");
        new SnippetizerTester(jenkins).assertRoundTrip(new DeliverySkipStep("because"), "deliverySkip 'because'");
    }
}
