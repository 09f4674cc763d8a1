package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code terraformChecks}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.terraform.TerraformChecksRequest}. */
public final class TerraformChecksStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String action;

    @DataBoundSetter
    public List<String> roots;

    @DataBoundSetter
    public List<String> checks;

    @DataBoundSetter
    public Boolean onlyChanged;

    @DataBoundSetter
    public String changedSince;

    @DataBoundSetter
    public String terraform;

    @DataBoundSetter
    public String tflint;

    @DataBoundSetter
    public String checkov;

    @DataBoundSetter
    public String failOn;

    @DataBoundSetter
    public Integer maxFindings;

    @DataBoundSetter
    public String allowList;

    @DataBoundSetter
    public String reports;

    @DataBoundSetter
    public List<String> varFiles;

    @DataBoundSetter
    public Map<String, Object> vars;

    @DataBoundSetter
    public Map<String, Object> backendConfig;

    @DataBoundSetter
    public String workspace;

    @DataBoundSetter
    public List<String> environment;

    @DataBoundSetter
    public Boolean destroy;

    @DataBoundSetter
    public List<String> allowDestroy;

    @DataBoundSetter
    public List<Map<String, Object>> reviewed;

    @DataBoundSetter
    public String approver;

    @DataBoundSetter
    public String lockTimeout;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public TerraformChecksStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("terraformChecks")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("terraformChecks");
        }
    }
}
