package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A named environment: what every service finds there, without saying so in its Jenkinsfile. */
public final class DeliveryEnvironment implements Describable<DeliveryEnvironment> {

    /** The name that stands for every environment. */
    static final String EVERY = "*";

    private final String name;
    private String server;
    private String url;
    private String ready;
    private String app;
    private String file;
    private Approval approval;

    @DataBoundConstructor
    public DeliveryEnvironment(String name) {
        this.name = Fields.trimmed(name);
    }

    public String getName() {
        return name;
    }

    /** Name of the Argo CD server; null for the first one. */
    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = Fields.trimmed(server);
    }

    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Fields.trimmed(url);
    }

    public String getReady() {
        return ready;
    }

    @DataBoundSetter
    public void setReady(String ready) {
        this.ready = Fields.trimmed(ready);
    }

    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(String app) {
        this.app = Fields.trimmed(app);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Fields.trimmed(file);
    }

    /** Null when nobody is asked. */
    public Approval getApproval() {
        return approval;
    }

    @DataBoundSetter
    public void setApproval(Approval approval) {
        this.approval = approval;
    }

    /** As an entry of the section {@code environments}, without the server, which is known by its name only. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "url", url);
        Fields.put(map, "ready", ready);
        Fields.put(map, "app", app);
        Fields.put(map, "file", file);
        Fields.put(map, "approval", approval == null ? null : approval.toMap());
        return map;
    }

    /** Form of an environment. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<DeliveryEnvironment> {

        @Override
        public String getDisplayName() {
            return "Environment";
        }

        @RequirePOST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String name) {
            return FormAccess.check(
                    item,
                    () -> EVERY.equals(Fields.trimmed(name))
                            ? FormValidation.ok()
                            : FormAccess.verdict(Fields.problemWithName(name)));
        }

        @RequirePOST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String url) {
            return FormAccess.check(
                    item,
                    () -> Fields.trimmed(url) == null
                            ? FormValidation.ok()
                            : FormAccess.verdict(Fields.problemWithUrl(url, true)));
        }

        @RequirePOST
        public FormValidation doCheckServer(@AncestorInPath Item item, @QueryParameter String server) {
            return FormAccess.check(item, () -> {
                String wanted = Fields.trimmed(server);
                Set<String> known = ConfiguredLevels.of(item).serverNames();
                return wanted == null || known.contains(wanted)
                        ? FormValidation.ok()
                        : FormValidation.warning("No Argo CD server is saved under the name '" + wanted
                                + "' yet. It has to stand among the servers of this page when you save it.");
            });
        }

        @RequirePOST
        public ComboBoxModel doFillServerItems(@AncestorInPath Item item) {
            ComboBoxModel names = new ComboBoxModel();
            if (FormAccess.mayConfigure(item)) {
                names.addAll(ConfiguredLevels.of(item).serverNames());
            }
            return names;
        }
    }
}
