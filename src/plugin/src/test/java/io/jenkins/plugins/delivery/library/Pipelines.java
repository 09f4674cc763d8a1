package io.jenkins.plugins.delivery.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs of Jenkinsfiles in the sandbox. */
final class Pipelines {

    private Pipelines() {}

    /** Runs a script to its end; whatever it does, nobody has to approve anything. */
    static String log(JenkinsRule jenkins, Result expected, String script) throws Exception {
        return log(jenkins, jenkins.createProject(WorkflowJob.class), expected, script);
    }

    static String log(JenkinsRule jenkins, Folder folder, Result expected, String script) throws Exception {
        return log(jenkins, folder.createProject(WorkflowJob.class, "job"), expected, script);
    }

    private static String log(JenkinsRule jenkins, WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return log(jenkins, job, expected);
    }

    static String log(JenkinsRule jenkins, WorkflowJob job, Result expected) throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
        assertNothingToApprove();
        return JenkinsRule.getLog(run);
    }

    private static void assertNothingToApprove() throws IOException {
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
        assertThat(ScriptApproval.get().getPendingScripts()).isEmpty();
    }
}
