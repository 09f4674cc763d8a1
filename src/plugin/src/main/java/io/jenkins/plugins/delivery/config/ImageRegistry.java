package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.delivery.engine.image.oci.RegistryConnection;
import io.jenkins.plugins.delivery.step.CredentialsChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The registry of images and charts. */
public final class ImageRegistry implements Describable<ImageRegistry> {

    private static final String HOST = "[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?";

    private final String host;
    private String credentialsId;
    private String charts;
    private String awsCredentialsId;
    private String roleArn;

    @DataBoundConstructor
    public ImageRegistry(String host) {
        this.host = Fields.trimmed(host);
    }

    public String getHost() {
        return host;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Fields.trimmed(credentialsId);
    }

    /** Path below the host that gets the charts; null for none. */
    public String getCharts() {
        return charts;
    }

    @DataBoundSetter
    public void setCharts(String charts) {
        this.charts = Optional.ofNullable(Fields.trimmed(charts))
                .map(path -> path.replaceAll("^/+|/+$", ""))
                .orElse(null);
    }

    public String getAwsCredentialsId() {
        return awsCredentialsId;
    }

    @DataBoundSetter
    public void setAwsCredentialsId(String awsCredentialsId) {
        this.awsCredentialsId = Fields.trimmed(awsCredentialsId);
    }

    public String getRoleArn() {
        return roleArn;
    }

    @DataBoundSetter
    public void setRoleArn(String roleArn) {
        this.roleArn = Fields.trimmed(roleArn);
    }

    /** As sections of a delivery configuration: where images and charts go, and who asks ECR. */
    Map<String, Map<String, Object>> toSections() {
        Map<String, Object> image = new LinkedHashMap<>();
        Fields.put(image, "registry", host);
        Fields.put(image, "credentialsId", credentialsId);
        Map<String, Object> chart = new LinkedHashMap<>();
        if (charts != null && host != null) {
            chart.put("oci", "oci://" + host + "/" + charts);
            Fields.put(chart, "credentialsId", credentialsId);
        }
        Map<String, Object> version = new LinkedHashMap<>();
        Fields.put(version, "ecrCredentialsId", awsCredentialsId);
        Fields.put(version, "roleArn", roleArn);
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        sections.put("image", image);
        sections.put("chart", chart);
        sections.put("version", version);
        sections.values().removeIf(Map::isEmpty);
        return sections;
    }

    /** What is wrong with the host, as a sentence. */
    static Optional<String> problemWithHost(String host) {
        String text = Fields.trimmed(host);
        if (text == null) {
            return Optional.of("The host is missing.");
        }
        boolean named = text.contains(".") || text.contains(":") || text.equals("localhost");
        return named && text.matches(HOST)
                ? Optional.empty()
                : Optional.of("'" + text.replaceAll(".*@", "****@")
                        + "' is no host of a registry; give it as in image names, such as registry.example.com:5000.");
    }

    /** Form of the registry. */
    @Extension
    public static final class DescriptorImpl extends CredentialedDescriptor<ImageRegistry> {

        @Override
        public String getDisplayName() {
            return "Registry";
        }

        @RequirePOST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String host) {
            return FormAccess.check(item, () -> FormAccess.verdict(problemWithHost(host)));
        }

        @RequirePOST
        public FormValidation doCheckAwsCredentialsId(
                @AncestorInPath Item item, @QueryParameter String awsCredentialsId) {
            return FormAccess.check(item, () -> ContextCredentials.in(item).presence(awsCredentialsId));
        }

        @RequirePOST
        public ListBoxModel doFillAwsCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String awsCredentialsId) {
            return CredentialsChoice.of(item, awsCredentialsId);
        }

        /** Asks the registry whether it accepts the credentials. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item, @QueryParameter String host, @QueryParameter String credentialsId) {
            FormAccess.checkConfigure(item);
            return ConnectionTest.run(
                    problemWithHost(host),
                    () -> RegistryConnection.check(
                            host.trim(), ContextCredentials.in(item).of(credentialsId)));
        }
    }
}
