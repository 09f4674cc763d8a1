package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The settings for the whole Jenkins, on its System page. In configuration as code {@code unclassified: delivery:} with the properties
 * below; what is not valid is refused there as on the page.
 */
@Extension
@Symbol("delivery")
public final class DeliveryConfiguration extends GlobalConfiguration {

    private DeliverySettings settings = new DeliverySettings();

    public DeliveryConfiguration() {
        load();
    }

    public static DeliveryConfiguration get() {
        return ExtensionList.lookupSingleton(DeliveryConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return "Git-Flow Delivery";
    }

    public DeliverySettings getSettings() {
        return settings;
    }

    /** Whose form the page shows. */
    public Descriptor<?> getSettingsDescriptor() {
        return Jenkins.get().getDescriptorOrDie(DeliverySettings.class);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        DeliverySettings changed = request.bindJSON(DeliverySettings.class, form);
        SettingsRefusal.throwIfAny(changed, Set.of());
        settings = changed;
        save();
        return true;
    }

    public List<ArgoServer> getArgoServers() {
        return settings.getArgoServers();
    }

    @DataBoundSetter
    public void setArgoServers(List<ArgoServer> argoServers) {
        change(changed -> changed.setArgoServers(argoServers));
    }

    public List<DeliveryEnvironment> getEnvironments() {
        return settings.getEnvironments();
    }

    @DataBoundSetter
    public void setEnvironments(List<DeliveryEnvironment> environments) {
        change(changed -> changed.setEnvironments(environments));
    }

    public GitOpsRepository getGitOps() {
        return settings.getGitOps();
    }

    @DataBoundSetter
    public void setGitOps(GitOpsRepository gitOps) {
        change(changed -> changed.setGitOps(gitOps));
    }

    public ImageRegistry getRegistry() {
        return settings.getRegistry();
    }

    @DataBoundSetter
    public void setRegistry(ImageRegistry registry) {
        change(changed -> changed.setRegistry(registry));
    }

    public PrometheusServer getPrometheus() {
        return settings.getPrometheus();
    }

    @DataBoundSetter
    public void setPrometheus(PrometheusServer prometheus) {
        change(changed -> changed.setPrometheus(prometheus));
    }

    public SonarServer getSonar() {
        return settings.getSonar();
    }

    @DataBoundSetter
    public void setSonar(SonarServer sonar) {
        change(changed -> changed.setSonar(sonar));
    }

    public ZapServer getZap() {
        return settings.getZap();
    }

    @DataBoundSetter
    public void setZap(ZapServer zap) {
        change(changed -> changed.setZap(zap));
    }

    public SlackWorkspace getSlack() {
        return settings.getSlack();
    }

    @DataBoundSetter
    public void setSlack(SlackWorkspace slack) {
        change(changed -> changed.setSlack(slack));
    }

    public String getDefaults() {
        return settings.getDefaults();
    }

    @DataBoundSetter
    public void setDefaults(String defaults) {
        change(changed -> changed.setDefaults(defaults));
    }

    public String getEnforced() {
        return settings.getEnforced();
    }

    @DataBoundSetter
    public void setEnforced(String enforced) {
        change(changed -> changed.setEnforced(enforced));
    }

    /** One property at a time, so what refers to another one is only looked at when it is used. */
    private void change(Consumer<DeliverySettings> change) {
        DeliverySettings changed = settings.copy();
        change.accept(changed);
        List<String> problems = SettingsCheck.problems(changed);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The configuration of deliveries", problems);
        }
        settings = changed;
        save();
    }
}
