package io.jenkins.plugins.delivery.step;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A step that is still waiting, with the remotes that it waits for. */
interface WaitingStep extends AutoCloseable {

    /** All of them beside argoPromote by push, e2eGate, ecrScan and promotionTurn, which have tests of their own. */
    enum Kind {
        ROLLBACK(WaitingRollback::new),
        PULL_REQUEST(WaitingProposal::new),
        HELM(root -> new WaitingHelm()),
        ECS(root -> new WaitingEcs()),
        WATCH(root -> new WaitingWatch()),
        QUALITY(root -> new WaitingQuality()),
        ZAP(root -> new WaitingZap());

        private interface Opener {
            WaitingStep in(Path directory) throws Exception;
        }

        private final Opener opener;

        Kind(Opener opener) {
            this.opener = opener;
        }

        /** A new one, in a directory of its own. */
        WaitingStep open(Path root) throws Exception {
            return opener.in(root);
        }
    }

    /** Of the job. */
    String name();

    /** What happens before the step, each in a build of its own. */
    default List<String> history() {
        return List.of();
    }

    /** What the step needs to know, in the store of the Jenkins. */
    void credentials(Pipelines pipelines) throws Exception;

    /** From now on what is waited for does not come about. */
    default void hold() throws Exception {}

    /** The step, which echoes its end as {@code state: …}. */
    String script();

    /** What it says while it waits. */
    String sign();

    /** What it waits for comes about. */
    void release() throws Exception;

    /** What it then echoes. */
    String end();

    /** Once it ended well. */
    void assertDone() throws Exception;

    /** Once it was aborted: what is left of it, and what the build was told. */
    void assertAborted(String log) throws Exception;

    /** What no file of the build may contain. */
    List<String> secrets();

    @Override
    void close();

    /** Runs it until it waits. */
    default WorkflowRun begin(JenkinsRule jenkins) throws Exception {
        Pipelines pipelines = new Pipelines(jenkins);
        credentials(pipelines);
        for (String before : history()) {
            jenkins.buildAndAssertStatus(Result.SUCCESS, pipelines.job(before));
        }
        hold();
        WorkflowRun run = pipelines.job(name(), script()).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(sign(), run);
        return run;
    }
}
