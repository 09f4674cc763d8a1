package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.delivery.run.DeliveryExecution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines in the sandbox of a Jenkins under test, its credentials, and what builds leave behind. */
public final class Pipelines {

    private final JenkinsRule jenkins;

    public Pipelines(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** A new job with this script. */
    public WorkflowJob job(String script) throws Exception {
        return job("job-" + UUID.randomUUID().toString().substring(0, 8), script);
    }

    public WorkflowJob job(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a script to its end, which has to be good. */
    public WorkflowRun succeed(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.SUCCESS, job(script));
    }

    /** Runs a script to a failure that is told in a sentence. */
    public WorkflowRun fail(String script) throws Exception {
        return told(jenkins.buildAndAssertStatus(Result.FAILURE, job(script)));
    }

    /** A run without a stack trace in its log. */
    public static WorkflowRun told(WorkflowRun run) throws IOException {
        assertThat(log(run)).doesNotContain("\tat ").doesNotContain("Exception:");
        return run;
    }

    public static String log(WorkflowRun run) throws IOException {
        return JenkinsRule.getLog(run);
    }

    /** The text of an artifact. */
    public static String artifact(WorkflowRun run, String name) throws IOException {
        try (InputStream in = run.getArtifactManager().root().child(name).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The directory where {@code node {}} of this job works. */
    public Path workspace(WorkflowJob job, Node node) throws IOException, InterruptedException {
        FilePath workspace = node.getWorkspaceFor(job);
        workspace.mkdirs();
        return Path.of(workspace.getRemote());
    }

    /** Forgets all credentials. */
    public Pipelines empty() throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().clear();
        provider.save();
        return this;
    }

    public Pipelines token(String id, String secret) throws Exception {
        return add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
    }

    public Pipelines login(String id, String user, String password) throws Exception {
        return add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", user, password));
    }

    public Pipelines add(StandardCredentials credentials) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(credentials);
        provider.save();
        return this;
    }

    /** The secret is in no file of the build: log, nodes with their arguments, program, artifacts, build.xml. */
    public static void assertNowhere(String secret, WorkflowRun run) throws IOException {
        List<String> forms =
                List.of(secret, Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(file -> file.endsWith("build.xml"));
            for (Path file : all) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(forms);
            }
        }
    }

    /** The one step of this plugin that runs in the build now. */
    public static DeliveryExecution running(WorkflowRun run) throws Exception {
        List<DeliveryExecution> running = executions(run);
        assertThat(running).hasSize(1);
        return running.get(0);
    }

    public static List<DeliveryExecution> executions(WorkflowRun run) throws Exception {
        FlowExecution execution = run.getExecutionPromise().get();
        List<StepExecution> all = execution.getCurrentExecutions(true).get();
        return all.stream()
                .filter(DeliveryExecution.class::isInstance)
                .map(DeliveryExecution.class::cast)
                .toList();
    }
}
