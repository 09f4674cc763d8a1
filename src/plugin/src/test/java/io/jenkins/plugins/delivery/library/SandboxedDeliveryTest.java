package io.jenkins.plugins.delivery.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.util.Secret;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.FlagExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whole deliveries of a branch in a real Jenkins, in the sandbox, with the bundled library: nobody has to approve a signature. */
@WithJenkins
class SandboxedDeliveryTest {

    private static final String VALUES = "image:\n  tag: 0.0.0\n";

    @RegisterExtension
    private static final FlagExtension<Boolean> BY_PATH = new FlagExtension<>(
            () -> GitSCM.ALLOW_LOCAL_CHECKOUT, allowed -> GitSCM.ALLOW_LOCAL_CHECKOUT = allowed, true);

    @TempDir
    private Path folder;

    private LocalRepositories git;
    private GitServer gitOpsServer;
    private SlackServer slack;
    private String gitops;

    @BeforeEach
    void start() throws Exception {
        git = new LocalRepositories(folder);
        slack = SlackServer.start("xoxb-of-the-test", "shop");
        gitOpsServer = GitServer.start(folder);
        gitops = gitOpsServer.create("gitops");
        try (RepositoryBuilder repository = git.workTree("gitops")) {
            git.push(
                    repository.commit(
                            "chore: environments",
                            Map.of(
                                    "environments/dev/shop/values.yaml", VALUES,
                                    "environments/prod/shop/values.yaml", VALUES)),
                    gitops);
        }
    }

    @AfterEach
    void stop() {
        slack.close();
        gitOpsServer.close();
    }

    /** Builds the branch of a repository with this Jenkinsfile, as a multibranch project does. */
    private WorkflowRun build(JenkinsRule jenkins, String branch, String jenkinsfile) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "slack", "", Secret.fromString("xoxb-of-the-test")));
        String url = git.create("shop");
        try (RepositoryBuilder repository = git.workTree("shop")) {
            repository.commit("feat: first", Map.of("Jenkinsfile", jenkinsfile)).annotatedTag("v1.0.0", "1.0.0");
            if (!branch.equals("main")) {
                repository.branch(branch);
            }
            git.push(repository.commit("feat: second", Map.of("file.txt", "two")), url);
        }
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        GitSCMSource source = new GitSCMSource(url);
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        WorkflowJob job = project.getItem(branch);
        Queue.Item queued = job.getQueueItem();
        return queued == null
                ? job.getBuildByNumber(1)
                : (WorkflowRun) queued.getFuture().getStartCondition().get();
    }

    private String log(JenkinsRule jenkins, WorkflowRun run, Result expected) throws Exception {
        jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(run));
        jenkins.waitUntilNoActivity();
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
        return JenkinsRule.getLog(run);
    }

    private String delivery(String more) {
        return """
                deliveryPipeline(
                    service: 'shop',
                    lint: { echo "lint ${it.version} of ${it.branch}" },
                    build: { sh 'echo build $DELIVERY_VERSION' },
                    test: { echo 'test' },
                    gitops: '%s',
                    slack: [channel: '#shop', credentialsId: 'slack', endpoint: '%s'],
                    %s)
                """.formatted(gitops, slack.api(), more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "pipeline { agent none; stages { stage('Delivery') { steps { script { %s } } } } }",
                "pipeline { agent none; stages { stage('Delivery') { steps { %s } } } }",
            })
    void aBranchIsDeliveredFromScriptedAndFromDeclarative(String form, JenkinsRule jenkins) throws Exception {
        String call =
                delivery("environments: [dev: [verify: { sh 'echo verified $DELIVERY_ENVIRONMENT' }], prod: [:]]");
        WorkflowRun run = build(jenkins, "develop", form.replace("%s", call));
        assertThat(log(jenkins, run, Result.SUCCESS))
                .contains("lint 1.1.0-dev.", "of develop", "+ echo build 1.1.0-dev.", "verified dev")
                .doesNotContain("Deploy to prod?");
        assertThat(git.messages("gitops")).hasSize(2);
    }

    @Test
    void aFailedVerificationGoesBackAndFailsWithItsReason(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(
                jenkins,
                "develop",
                delivery("environments: [dev: [verify: { error 'checkout is broken' }], prod: [:]]"));
        assertThat(log(jenkins, run, Result.FAILURE)).contains("checkout is broken", "Roll back dev: restored, now ");
        assertThat(git.messages("gitops")).hasSize(3);
    }

    @Test
    void anApprovalIsAskedWithinItsTimeAndTheApproverIsKept(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(
                jenkins,
                "main",
                delivery("flow: 'trunk', environments: [dev: [:], prod: [approval: [timeout: '1h']]]"));
        jenkins.waitForMessage("Deploy to prod", run);
        InputAction input = run.getAction(InputAction.class);
        assertThat(input.getExecutions()).singleElement().satisfies(execution -> execution.proceed(null));
        log(jenkins, run, Result.SUCCESS);
        assertThat(git.messages("gitops")).hasSize(3);
    }
}
