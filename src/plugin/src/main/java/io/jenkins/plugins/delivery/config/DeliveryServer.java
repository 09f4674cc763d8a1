package io.jenkins.plugins.delivery.config;

import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Credential;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A server that deliveries ask: its address, and the credentials that go to it and to no other. */
public abstract class DeliveryServer implements Describable<DeliveryServer> {

    private final String url;
    private String credentialsId;

    protected DeliveryServer(String url) {
        this.url = Fields.trimmed(url);
    }

    public String getUrl() {
        return url;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Fields.trimmed(credentialsId);
    }

    /** As its section of a delivery configuration. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "url", url);
        Fields.put(map, "credentialsId", credentialsId);
        return map;
    }

    /** Form of such a server. */
    public abstract static class ServerDescriptor extends CredentialedDescriptor<DeliveryServer> {

        @RequirePOST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String url) {
            return FormAccess.check(item, () -> FormAccess.verdict(Fields.problemWithUrl(url, false)));
        }
    }

    /** Form of a server that is reached by its address and one credential. */
    public abstract static class KeyServerDescriptor extends ServerDescriptor {

        /**
         * Asks the server something that changes nothing.
         *
         * @param limit for one answer
         * @return a sentence for the person who asked
         */
        protected abstract String ask(String url, Optional<Credential> credential, Duration limit)
                throws InterruptedException;

        /** Asks the server with the credentials of the place of the form. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item, @QueryParameter String url, @QueryParameter String credentialsId) {
            FormAccess.checkConfigure(item);
            return ConnectionTest.run(
                    Fields.problemWithUrl(url, false),
                    () -> ask(url.trim(), ContextCredentials.in(item).of(credentialsId), ConnectionTest.ANSWER));
        }
    }
}
