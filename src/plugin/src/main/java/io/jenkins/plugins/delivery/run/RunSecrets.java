package io.jenkins.plugins.delivery.run;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * Credentials as this run may use them, looked up anew at every use, so that a changed or expired one counts at once. The run's own
 * scope and authentication decide what is found: its folders and the global store, never another folder and never what is for the
 * system only.
 */
final class RunSecrets implements Secrets {

    private final Run<?, ?> run;

    RunSecrets(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public Optional<Credential> find(String credentialsId) {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(credentialsId, StandardCredentials.class, run, List.of());
        if (found == null) {
            return Optional.empty();
        }
        CredentialsProvider.track(run, found);
        return Optional.of(JenkinsCredential.of(found));
    }
}
