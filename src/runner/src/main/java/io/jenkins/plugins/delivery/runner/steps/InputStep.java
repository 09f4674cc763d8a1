package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.Approver;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineInterrupted;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.model.Approval;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** {@code input}: asks a person; one question at a time, because there is one terminal. */
final class InputStep {

    private static final String APPROVAL_STAGE = "Approve ";

    private final Approver approver;
    private final ReentrantLock terminal = new ReentrantLock(true);

    InputStep(Approver approver) {
        this.approver = approver;
    }

    StepSpec spec() {
        return StepSpec.of(
                "input",
                List.of("message", "id", "ok", "submitter", "submitterParameter", "parameters", "cancel"),
                this::run,
                StepSpec.Trait.RECORDED);
    }

    private Object run(StepCall call) throws InterruptedException {
        String message = call.text("message", "Proceed?");
        Approver.Question question =
                new Approver.Question(message, call.text("submitter", ""), call.text("ok", "Proceed"));
        Approver.Answer answer = ask(call, question);
        String stage = call.scope().stageName();
        String environment = stage.startsWith(APPROVAL_STAGE) ? stage.substring(APPROVAL_STAGE.length()) : stage;
        call.run()
                .journal()
                .recorder()
                .approval(new Approval(
                        environment,
                        answer.approver(),
                        answer.approved(),
                        call.run().engine().clock().instant(),
                        message));
        if (!answer.approved()) {
            throw new PipelineInterrupted(BuildResult.ABORTED, "Rejected by " + answer.approver());
        }
        call.log(LineKind.INFO, "Approved by " + answer.approver() + ": " + message);
        return result(call, answer.approver());
    }

    private Approver.Answer ask(StepCall call, Approver.Question question) throws InterruptedException {
        boolean inStage = call.scope().stage() != io.jenkins.plugins.delivery.runner.model.RunRecorder.ROOT;
        terminal.lockInterruptibly();
        try {
            if (inStage) {
                call.run().journal().stageIs(call.scope().stage(), RunStatus.PAUSED);
            }
            return approver.ask(question);
        } finally {
            if (inStage) {
                call.run().journal().stageIs(call.scope().stage(), RunStatus.RUNNING);
            }
            terminal.unlock();
        }
    }

    /** As in Jenkins: nothing without parameters, the value of a single one, else a map. */
    private static Object result(StepCall call, String approver) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object item : call.list("parameters")) {
            if (item instanceof Map<?, ?> definition && definition.get("name") != null) {
                values.put(definition.get("name").toString(), Parameters.defaultOf(definition));
            }
        }
        String submitterParameter = call.text("submitterParameter");
        if (submitterParameter != null && !submitterParameter.isBlank()) {
            values.put(submitterParameter, approver);
        }
        if (values.size() > 1) {
            return values;
        }
        return values.isEmpty() ? null : values.values().iterator().next();
    }
}
