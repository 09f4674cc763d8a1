package io.jenkins.plugins.delivery.run;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The kinds of Jenkins credentials that steps can use, and what they are for the engine. */
public final class JenkinsCredential {

    private JenkinsCredential() {}

    /**
     * The secret itself. A secret text or file that holds a private key is a key; the passphrase of a protected one comes with the kind
     * "SSH user name with private key", which may hold an OpenPGP key as well.
     *
     * @throws TerminalException for a kind that no step uses, and for a file that cannot be read
     */
    public static Credential of(StandardCredentials found) {
        if (found instanceof StringCredentials text) {
            return Credential.ofText(found.getId(), text.getSecret().getPlainText());
        }
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return Credential.usernamePassword(
                    found.getId(), login.getUsername(), login.getPassword().getPlainText());
        }
        if (found instanceof SSHUserPrivateKey key) {
            return key(key);
        }
        if (found instanceof FileCredentials file) {
            return Credential.ofText(found.getId(), content(file));
        }
        throw new TerminalException(
                "The credentials '" + found.getId() + "' are of a kind that no step uses.",
                "Use a secret text, a user name with password, an SSH user name with private key, or a secret file with a key.");
    }

    /** What a form may offer. */
    public static CredentialsMatcher usable() {
        return CredentialsMatchers.anyOf(
                CredentialsMatchers.instanceOf(StringCredentials.class),
                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                CredentialsMatchers.instanceOf(SSHUserPrivateKey.class),
                CredentialsMatchers.instanceOf(FileCredentials.class));
    }

    private static Credential key(SSHUserPrivateKey key) {
        List<String> texts = key.getPrivateKeys();
        if (texts.isEmpty()) {
            throw new TerminalException(
                    "The credentials '" + key.getId() + "' hold no private key.", "Enter the key directly.");
        }
        Secret passphrase = key.getPassphrase();
        return Credential.privateKey(
                key.getId(), key.getUsername(), texts.get(0), passphrase == null ? null : passphrase.getPlainText());
    }

    private static String content(FileCredentials file) {
        try (InputStream in = file.getContent()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TerminalException(
                    "The secret file of the credentials '" + file.getId() + "' cannot be read.", "Upload it again.", e);
        }
    }
}
