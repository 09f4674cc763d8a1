package io.jenkins.plugins.delivery.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import io.jenkins.plugins.delivery.engine.Credential;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose credentials a run may use. */
@WithJenkins
class RunSecretsTest {

    private static RunSecrets ofTeamA;
    private static RunSecrets ofTeamB;

    @BeforeAll
    static void runs(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider global = SystemCredentialsProvider.getInstance();
        global.getCredentials().add(token(CredentialsScope.GLOBAL, "global", "for all"));
        global.getCredentials().add(token(CredentialsScope.SYSTEM, "system", "for Jenkins itself"));
        global.save();
        ofTeamA = new RunSecrets(run(jenkins, "a", token(CredentialsScope.GLOBAL, "team-a", "of team a")));
        ofTeamB = new RunSecrets(run(
                jenkins,
                "b",
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "team-b", "", "bob", "of team b")));
    }

    private static StandardCredentials token(CredentialsScope scope, String id, String text) {
        return new StringCredentialsImpl(scope, id, "", Secret.fromString(text));
    }

    private static WorkflowRun run(JenkinsRule jenkins, String name, StandardCredentials own) throws Exception {
        Folder folder = jenkins.createProject(Folder.class, name);
        folder.addProperty(
                new FolderCredentialsProperty(new DomainCredentials[] {new DomainCredentials(null, List.of(own))}));
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("", true));
        return jenkins.buildAndAssertStatus(hudson.model.Result.SUCCESS, job);
    }

    @Test
    void thoseOfItsFolderAndTheGlobalOnes() {
        assertThat(ofTeamA.find("team-a").map(Credential::secret)).contains("of team a");
        assertThat(ofTeamA.find("team-a").map(Credential::username)).isEmpty();
        assertThat(ofTeamA.find("global").map(Credential::secret)).contains("for all");
    }

    @Test
    void aUserNameWithItsPassword() {
        Optional<Credential> found = ofTeamB.find("team-b");
        assertThat(found.map(Credential::username)).contains("bob");
        assertThat(found.map(Credential::secret)).contains("of team b");
    }

    @Test
    void neverThoseOfAnotherFolder() {
        assertThat(ofTeamB.find("team-a")).isEmpty();
        assertThat(ofTeamA.find("team-b")).isEmpty();
    }

    @Test
    void neverThoseOfTheSystem() {
        assertThat(ofTeamA.find("system")).isEmpty();
    }

    @Test
    void nothingForAnIdThatIsUnknown() {
        assertThat(ofTeamA.find("nobody")).isEmpty();
    }
}
