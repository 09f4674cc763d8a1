package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Steps that talk to the service's repository do it with what the job checks out with. */
@WithJenkins
class CheckoutCredentialsTest {

    @Test
    void theJobsOwnCredentialsAreTheWeakestDefault(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "checkout", "", "ci", "s3cret"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "payments");
        job.setDefinition(new CpsFlowDefinition("echo 'built'", true));
        WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        assertThat(defaults("semverTag", run, Map.of())).doesNotContainKey("credentialsId");

        job.setDefinition(from("checkout"));
        assertThat(defaults("semverTag", run, Map.of())).containsEntry("credentialsId", "checkout");
        assertThat(defaults("gitFlowFinish", run, Map.of())).containsEntry("credentialsId", "checkout");
        assertThat(defaults("versionRecord", run, Map.of("source", "https://git.example.org/a.git")))
                .doesNotContainKey("credentialsId");
        assertThat(defaults("argoPromote", run, Map.of())).doesNotContainKey("credentialsId");
        assertThat(defaults("deliveryPlan", run, Map.of()))
                .isEqualTo(Map.of("defaults", Map.of("version", Map.of("credentialsId", "checkout"))));
        assertThat(defaults("semverTag", run, Map.of("credentialsId", "mine"))).doesNotContainKey("credentialsId");

        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        "key",
                        "git",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource("not read here"),
                        "",
                        ""));
        job.setDefinition(from("key"));
        assertThat(defaults("semverTag", run, Map.of())).containsEntry("credentialsId", "key");

        job.setDefinition(from("of-another-folder"));
        assertThat(defaults("semverTag", run, Map.of())).doesNotContainKey("credentialsId");
    }

    @Test
    void aBranchOfAMultibranchProjectUsesWhatItsSourceUses(JenkinsRule jenkins, @TempDir Path directory)
            throws Exception {
        UsernamePasswordCredentialsImpl login =
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "shop", "", "ci", "s3cret");
        SystemCredentialsProvider.getInstance().getCredentials().add(login);
        GitAccess access = GitAccess.only("ci", "s3cret");
        try (GitServer server = GitServer.start(directory.resolve("served"), access);
                RepositoryBuilder payments = RepositoryBuilder.init(directory.resolve("payments"))) {
            String url = server.create("payments");
            payments.commit("feat: start", Map.of("Jenkinsfile", "echo 'built'"))
                    .push(url, access);
            GitSCMSource source = new GitSCMSource(url);
            source.setCredentialsId("shop");
            source.setTraits(List.of(new BranchDiscoveryTrait()));
            WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "payments");
            project.getSourcesList().add(new BranchSource(source));
            project.scheduleBuild2(0).getFuture().get();
            jenkins.waitUntilNoActivity();
            WorkflowRun run =
                    jenkins.assertBuildStatusSuccess(project.getItem("main").getLastBuild());
            assertThat(defaults("semverTag", run, Map.of())).containsEntry("credentialsId", "shop");
        }
    }

    private static Map<String, Object> defaults(String step, WorkflowRun run, Map<String, Object> given) {
        return new ConfiguredDefaults().of(step, run, given);
    }

    private static CpsScmFlowDefinition from(String credentialsId) {
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig("https://git.example.com/payments.git", null, null, credentialsId)),
                List.of(new BranchSpec("main")),
                null,
                null,
                List.of());
        return new CpsScmFlowDefinition(scm, "Jenkinsfile");
    }
}
