package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Durations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The question that is asked before an environment is deployed to. */
public final class Approval implements Describable<Approval> {

    private String submitters;
    private String timeout;
    private boolean enforced;

    @DataBoundConstructor
    public Approval() {
        // Nothing is required: whoever may build may then approve, without a limit.
    }

    public String getSubmitters() {
        return submitters;
    }

    @DataBoundSetter
    public void setSubmitters(String submitters) {
        this.submitters = Fields.trimmed(submitters);
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Fields.trimmed(timeout);
    }

    public boolean isEnforced() {
        return enforced;
    }

    @DataBoundSetter
    public void setEnforced(boolean enforced) {
        this.enforced = enforced;
    }

    /** As the setting {@code approval} of an environment. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "submitters", submitters);
        Fields.put(map, "timeout", timeout);
        return map;
    }

    /** Form of an approval. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Approval> {

        @Override
        public String getDisplayName() {
            return "Approval";
        }

        @RequirePOST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String timeout) {
            return FormAccess.check(item, () -> {
                try {
                    if (Fields.trimmed(timeout) != null) {
                        Durations.parse(timeout.trim());
                    }
                    return FormValidation.ok();
                } catch (IllegalArgumentException e) {
                    return FormValidation.error(e.getMessage());
                }
            });
        }
    }
}
