package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What can be configured at one level: for the whole Jenkins or for a folder. Holds ids of credentials, never secrets. */
public final class DeliverySettings implements Describable<DeliverySettings> {

    private List<ArgoServer> argoServers = new ArrayList<>();
    private List<DeliveryEnvironment> environments = new ArrayList<>();
    private GitOpsRepository gitOps;
    private ImageRegistry registry;
    private SlackWorkspace slack;
    private PrometheusServer prometheus;
    private SonarServer sonar;
    private ZapServer zap;
    private String defaults;
    private String enforced;

    @DataBoundConstructor
    public DeliverySettings() {
        // Nothing is required.
    }

    public List<ArgoServer> getArgoServers() {
        return Collections.unmodifiableList(argoServers);
    }

    @DataBoundSetter
    public void setArgoServers(List<ArgoServer> argoServers) {
        this.argoServers = Fields.copy(argoServers);
    }

    /** In promotion order. */
    public List<DeliveryEnvironment> getEnvironments() {
        return Collections.unmodifiableList(environments);
    }

    @DataBoundSetter
    public void setEnvironments(List<DeliveryEnvironment> environments) {
        this.environments = Fields.copy(environments);
    }

    public GitOpsRepository getGitOps() {
        return gitOps;
    }

    @DataBoundSetter
    public void setGitOps(GitOpsRepository gitOps) {
        this.gitOps = gitOps;
    }

    public ImageRegistry getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(ImageRegistry registry) {
        this.registry = registry;
    }

    public SlackWorkspace getSlack() {
        return slack;
    }

    @DataBoundSetter
    public void setSlack(SlackWorkspace slack) {
        this.slack = slack;
    }

    /** What watches ask; null for none. */
    public PrometheusServer getPrometheus() {
        return prometheus;
    }

    @DataBoundSetter
    public void setPrometheus(PrometheusServer prometheus) {
        this.prometheus = prometheus;
    }

    /** What quality gates ask; null for none. */
    public SonarServer getSonar() {
        return sonar;
    }

    @DataBoundSetter
    public void setSonar(SonarServer sonar) {
        this.sonar = sonar;
    }

    /** What scans environments; null for none. */
    public ZapServer getZap() {
        return zap;
    }

    @DataBoundSetter
    public void setZap(ZapServer zap) {
        this.zap = zap;
    }

    /** Further defaults as YAML, in the shape of a delivery configuration; null for none. */
    public String getDefaults() {
        return defaults;
    }

    @DataBoundSetter
    public void setDefaults(String defaults) {
        this.defaults = Fields.trimmed(defaults);
    }

    /** What no Jenkinsfile can change as YAML, in the shape of a delivery configuration; null for nothing. */
    public String getEnforced() {
        return enforced;
    }

    @DataBoundSetter
    public void setEnforced(String enforced) {
        this.enforced = Fields.trimmed(enforced);
    }

    /** The servers that gates ask, by the sections of a delivery configuration that they are. */
    Map<String, DeliveryServer> gateServers() {
        Map<String, DeliveryServer> servers = new LinkedHashMap<>();
        servers.put("prometheus", prometheus);
        servers.put("sonar", sonar);
        servers.put("zap", zap);
        servers.values().removeIf(Objects::isNull);
        return servers;
    }

    DeliverySettings copy() {
        DeliverySettings copy = new DeliverySettings();
        copy.argoServers = argoServers;
        copy.environments = environments;
        copy.gitOps = gitOps;
        copy.registry = registry;
        copy.slack = slack;
        copy.prometheus = prometheus;
        copy.sonar = sonar;
        copy.zap = zap;
        copy.defaults = defaults;
        copy.enforced = enforced;
        return copy;
    }

    boolean isEmpty() {
        return argoServers.isEmpty()
                && environments.isEmpty()
                && gitOps == null
                && registry == null
                && slack == null
                && gateServers().isEmpty()
                && defaults == null
                && enforced == null;
    }

    /** The form of all settings of a level. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<DeliverySettings> {

        @Override
        public String getDisplayName() {
            return "Git-Flow Delivery";
        }

        @RequirePOST
        public FormValidation doCheckDefaults(@AncestorInPath Item item, @QueryParameter String defaults) {
            return FormAccess.check(item, () -> verdict(SettingsLayer.DEFAULTS, defaults));
        }

        @RequirePOST
        public FormValidation doCheckEnforced(@AncestorInPath Item item, @QueryParameter String enforced) {
            return FormAccess.check(item, () -> verdict(SettingsLayer.ENFORCED, enforced));
        }

        private static FormValidation verdict(String field, String yaml) {
            try {
                SettingsLayer.yaml(field, Fields.trimmed(yaml));
                return FormValidation.ok();
            } catch (InvalidInputException e) {
                return FormValidation.aggregate(
                        e.problems().stream().map(FormValidation::error).toList());
            }
        }
    }
}
