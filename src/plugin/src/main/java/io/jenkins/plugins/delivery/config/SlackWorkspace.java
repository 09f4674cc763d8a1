package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.notify.slack.SlackConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Where Slack is told of deliveries. */
public final class SlackWorkspace implements Describable<SlackWorkspace> {

    private String channel;
    private String credentialsId;
    private String endpoint;

    @DataBoundConstructor
    public SlackWorkspace() {
        // Nothing is required: without a channel, services that name one get the token.
    }

    public String getChannel() {
        return channel;
    }

    @DataBoundSetter
    public void setChannel(String channel) {
        this.channel = Fields.trimmed(channel);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Fields.trimmed(credentialsId);
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Fields.trimmed(endpoint);
    }

    /** As the section {@code slack} of a delivery configuration. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "channel", channel);
        Fields.put(map, "credentialsId", credentialsId);
        Fields.put(map, "endpoint", endpoint);
        return map;
    }

    /** Form of the workspace. */
    @Extension
    public static final class DescriptorImpl extends CredentialedDescriptor<SlackWorkspace> {

        @Override
        public String getDisplayName() {
            return "Slack";
        }

        /** What counts when the field is empty. */
        public String getUsualEndpoint() {
            return String.valueOf(Defaults.ofStep("slackNotify").get("endpoint"));
        }

        @RequirePOST
        public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String endpoint) {
            return FormAccess.check(
                    item,
                    () -> Fields.trimmed(endpoint) == null
                            ? FormValidation.ok()
                            : FormAccess.verdict(Fields.problemWithUrl(endpoint, false)));
        }

        /** Asks Slack whose token it is; posts nothing. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item, @QueryParameter String endpoint, @QueryParameter String credentialsId) {
            FormAccess.checkConfigure(item);
            String address = Optional.ofNullable(Fields.trimmed(endpoint)).orElse(getUsualEndpoint());
            return ConnectionTest.run(
                    Fields.problemWithUrl(address, false),
                    () -> SlackConnection.check(
                            address,
                            ContextCredentials.in(item)
                                    .of(credentialsId)
                                    .orElseThrow(() -> new TerminalException(
                                            "Slack cannot be asked without a token.", "Choose the credentials.")),
                            ConnectionTest.ANSWER));
        }
    }
}
