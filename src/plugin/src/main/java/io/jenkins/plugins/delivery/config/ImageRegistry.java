package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.EcrHost;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.engine.image.oci.RegistryConnection;
import io.jenkins.plugins.delivery.step.CredentialsChoice;
import java.nio.file.Path;
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
    private String region;
    private String registryId;

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

    /** AWS region; null for that of the host. */
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Fields.trimmed(region);
    }

    /** Account of the registry in AWS; null for that of the host. */
    public String getRegistryId() {
        return registryId;
    }

    @DataBoundSetter
    public void setRegistryId(String registryId) {
        this.registryId = Fields.trimmed(registryId);
    }

    /** Whether images and charts themselves are in Amazon ECR, whose log-ins are fetched; a role alone may be for scans elsewhere. */
    private boolean isEcr() {
        return region != null
                || registryId != null
                || host != null && EcrHost.parse(host).isPresent();
    }

    /** Who logs in to the registry, and where it is in AWS. */
    private void access(Map<String, Object> section) {
        Fields.put(section, "credentialsId", credentialsId != null || !isEcr() ? credentialsId : awsCredentialsId);
        if (isEcr()) {
            Fields.put(section, "region", region);
            Fields.put(section, "registryId", registryId);
            Fields.put(section, "roleArn", roleArn);
        }
    }

    /** As sections of a delivery configuration: where images and charts go, and who asks ECR. */
    Map<String, Map<String, Object>> toSections() {
        Map<String, Object> image = new LinkedHashMap<>();
        Fields.put(image, "registry", host);
        access(image);
        Map<String, Object> chart = new LinkedHashMap<>();
        if (charts != null && host != null) {
            chart.put("oci", "oci://" + host + "/" + charts);
            access(chart);
        }
        Map<String, Object> version = new LinkedHashMap<>();
        Fields.put(version, "ecrCredentialsId", awsCredentialsId);
        Fields.put(version, "roleArn", roleArn);
        Fields.put(version, "region", region);
        Fields.put(version, "registryId", registryId);
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

        @RequirePOST
        public FormValidation doCheckRegistryId(@AncestorInPath Item item, @QueryParameter String registryId) {
            return FormAccess.check(item, () -> FormAccess.verdict(awsProblem(null, registryId, null)));
        }

        @RequirePOST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String region) {
            return FormAccess.check(item, () -> FormAccess.verdict(awsProblem(region, null, null)));
        }

        @RequirePOST
        public FormValidation doCheckRoleArn(@AncestorInPath Item item, @QueryParameter String roleArn) {
            return FormAccess.check(item, () -> FormAccess.verdict(awsProblem(null, null, roleArn)));
        }

        /** Asks the registry whether it accepts the credentials; for ECR, with a log-in that is fetched for it as a step would. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String host,
                @QueryParameter String credentialsId,
                @QueryParameter String awsCredentialsId,
                @QueryParameter String region,
                @QueryParameter String registryId,
                @QueryParameter String roleArn) {
            FormAccess.checkConfigure(item);
            ImageRegistry registry = new ImageRegistry(host);
            registry.setCredentialsId(credentialsId);
            registry.setAwsCredentialsId(awsCredentialsId);
            registry.setRegion(region);
            registry.setRegistryId(registryId);
            registry.setRoleArn(roleArn);
            return ConnectionTest.run(
                    problemWithHost(host).or(() -> awsProblem(region, registryId, roleArn)),
                    () -> RegistryConnection.check(registry.host, registry.access(ContextCredentials.in(item))));
        }
    }

    private static Optional<String> awsProblem(String region, String registryId, String roleArn) {
        AwsSettings settings =
                new AwsSettings(Fields.trimmed(region), Fields.trimmed(registryId), Fields.trimmed(roleArn), null);
        return settings.problems().stream().findFirst().map(problem -> "The " + problem + ".");
    }

    private RegistryAccess access(ContextCredentials credentials) {
        Map<String, Object> section = new LinkedHashMap<>();
        access(section);
        String id = (String) section.get("credentialsId");
        if (!isEcr()) {
            return RegistryAccess.stored(credentials.of(id));
        }
        EngineContext context =
                EngineContext.in(Path.of("")).secrets(credentials::of).build();
        RegistrySettings settings = new RegistrySettings(id, null, new AwsSettings(region, registryId, roleArn, null));
        return new Registries(HttpRegistry::open, EcrAccess::open)
                .access(ImageRepository.parse(host + "/any"), settings, context);
    }
}
