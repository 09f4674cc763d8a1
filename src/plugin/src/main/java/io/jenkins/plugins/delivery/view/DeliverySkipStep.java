package io.jenkins.plugins.delivery.view;

import hudson.Extension;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The step {@code deliverySkip}: the stage around it is drawn as skipped, as Declarative Pipeline does it with {@code when}. Scripts in
 * the sandbox have no other way to say so.
 */
public final class DeliverySkipStep extends Step {

    /** The tag by which Blue Ocean and Pipeline Graph View know it; {@code StageStatus} of pipeline-stage-tags-metadata. */
    static final String TAG = "STAGE_STATUS";

    static final String SKIPPED = "SKIPPED_FOR_CONDITIONAL";

    private final String reason;

    /** @param reason why the stage does nothing, as a sentence */
    @DataBoundConstructor
    public DeliverySkipStep(String reason) {
        this.reason = reason;
    }

    public String getReason() {
        return reason;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, reason);
    }

    /** Marks the nearest stage; outside a stage it only says why. */
    private static final class Execution extends SynchronousStepExecution<Void> {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Execution(StepContext context, String reason) {
            super(context);
            this.reason = reason;
        }

        @Override
        protected Void run() throws IOException, InterruptedException {
            getContext().get(TaskListener.class).getLogger().println("Skipped: " + Texts.bounded(reason));
            for (BlockStartNode block : getContext().get(FlowNode.class).iterateEnclosingBlocks()) {
                if (block.getAction(LabelAction.class) != null && block.getAction(ThreadNameAction.class) == null) {
                    mark(block);
                    break;
                }
            }
            return null;
        }

        private static void mark(FlowNode stage) throws IOException {
            TagsAction tags = stage.getAction(TagsAction.class);
            if (tags == null) {
                tags = new TagsAction();
                tags.addTag(TAG, SKIPPED);
                stage.addAction(tags);
            } else {
                tags.addTag(TAG, SKIPPED);
                stage.save();
            }
        }
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("deliverySkip")
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "deliverySkip";
        }

        @Override
        public String getDisplayName() {
            return "Draws the stage around it as skipped.";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FlowNode.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return Texts.bounded(arguments.get("reason"));
        }
    }
}
