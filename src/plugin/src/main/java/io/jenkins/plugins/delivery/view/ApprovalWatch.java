package io.jenkins.plugins.delivery.view;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.delivery.view.Note.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;

/**
 * Keeps who answered the question before a promotion, and when. The step {@code input} is not ours, so its end is seen in the graph of
 * the run: at the node that follows it.
 */
@Extension
public final class ApprovalWatch implements GraphListener {

    private static final Logger LOGGER = Logger.getLogger(ApprovalWatch.class.getName());
    private static final String STAGE = "Approve ";

    @Override
    public void onNewHead(FlowNode node) {
        for (FlowNode before : node.getParents()) {
            if (isInput(before)) {
                try {
                    answered(before);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "An approval could not be kept with its run.");
                }
            }
        }
    }

    private static boolean isInput(FlowNode node) {
        StepDescriptor descriptor = node instanceof StepNode step ? step.getDescriptor() : null;
        return descriptor != null && descriptor.getFunctionName().equals("input");
    }

    private static void answered(FlowNode input) throws IOException {
        String environment = environment(input);
        boolean ofDelivery = !environment.isEmpty()
                && input.getExecution().getOwner().getExecutable() instanceof Run<?, ?> run
                && run.getAction(DeliveryRunAction.class) != null;
        if (ofDelivery) {
            Run<?, ?> run = (Run<?, ?>) input.getExecution().getOwner().getExecutable();
            run.getAction(DeliveryRunAction.class).add(note(input, environment));
        }
    }

    private static Note note(FlowNode input, String environment) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", STAGE + environment);
        values.put("env", environment);
        ErrorAction error = input.getError();
        if (error == null) {
            InputSubmittedAction submitted = input.getAction(InputSubmittedAction.class);
            String approver = submitted == null ? null : submitted.getApprover();
            values.put("verdict", "approved");
            values.put("said", approver == null ? "approved" : "approved by " + approver);
        } else {
            values.put("verdict", "not approved");
            values.put("said", error.getError().getMessage());
            values.put("approver", rejecter(error.getError()));
        }
        return new Note(Kind.APPROVAL, System.currentTimeMillis(), values);
    }

    /** Id of the person who said no; empty when time or an abort of the build did. */
    private static String rejecter(Throwable error) {
        return error instanceof FlowInterruptedException interrupted
                ? interrupted.getCauses().stream()
                        .filter(Rejection.class::isInstance)
                        .map(cause -> ((Rejection) cause).getUser())
                        .filter(Objects::nonNull)
                        .map(User::getId)
                        .findFirst()
                        .orElse("")
                : "";
    }

    /** From the name that the plan gives the stage around the question; empty for another question. */
    private static String environment(FlowNode input) {
        for (BlockStartNode block : input.iterateEnclosingBlocks()) {
            LabelAction label = block.getAction(LabelAction.class);
            String name = label == null ? null : label.getDisplayName();
            if (name != null && name.startsWith(STAGE)) {
                return name.substring(STAGE.length());
            }
        }
        return "";
    }
}
