package io.jenkins.plugins.delivery.config;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.delivery.step.CredentialsChoice;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Form of something that has a field {@code credentialsId}, looked up where the form is: in a folder, or in the whole Jenkins. */
public abstract class CredentialedDescriptor<T extends Describable<T>> extends Descriptor<T> {

    /** Whether the credentials exist there. */
    @RequirePOST
    public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return FormAccess.check(item, () -> ContextCredentials.in(item).presence(credentialsId));
    }

    /** The credentials to choose from; who lacks the permission sees the present one only. */
    @RequirePOST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialsChoice.of(item, credentialsId);
    }
}
