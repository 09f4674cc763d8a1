package io.jenkins.plugins.delivery.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.run.JenkinsCredential;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Credentials as a form sees them: those that a run in the place of the form could use, so none that are for the system only. Whoever
 * asks has to check permissions first.
 */
final class ContextCredentials {

    private final Item item;

    private ContextCredentials(Item item) {
        this.item = item;
    }

    /** @param item null for the whole Jenkins */
    static ContextCredentials in(Item item) {
        return new ContextCredentials(item);
    }

    /**
     * The credentials with this id; empty for an empty id.
     *
     * @throws TerminalException when there are none, or of a kind that no step uses
     */
    Optional<Credential> of(String id) {
        if (Fields.trimmed(id) == null) {
            return Optional.empty();
        }
        StandardCredentials found = find(id.trim())
                .orElseThrow(() -> new TerminalException(
                        "There are no credentials with the id '" + id.trim() + "' here.",
                        "Create them, or choose others."));
        return Optional.of(JenkinsCredential.of(found));
    }

    /** Whether the credentials are there, for a field that names them. */
    FormValidation presence(String id) {
        return Fields.trimmed(id) == null || find(id.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.warning("There are no credentials with the id '" + id.trim()
                        + "' here. A folder below may have them; otherwise create them.");
    }

    private Optional<StandardCredentials> find(String id) {
        List<StandardCredentials> visible = item == null
                ? CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                : CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, item, ACL.SYSTEM2, List.of());
        return visible.stream()
                .filter(credentials -> credentials.getScope() != CredentialsScope.SYSTEM)
                .filter(CredentialsMatchers.withId(id)::matches)
                .findFirst();
    }
}
