package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code approvalEvidence}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.promotion.ApprovalEvidenceRequest}.
 */
public final class ApprovalEvidenceStep extends DeliveryStep {

    public final String env;

    public final String service;

    public final String version;

    @DataBoundSetter
    public String question;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String chartVersion;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String author;

    @DataBoundSetter
    public String reason;

    @DataBoundSetter
    public String changelog;

    @DataBoundSetter
    public String candidate;

    @DataBoundSetter
    public Map<String, Object> gates;

    @DataBoundSetter
    public List<String> evidence;

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String file;

    @DataBoundSetter
    public Map<String, Object> set;

    @DataBoundSetter
    public String after;

    @DataBoundSetter
    public String run;

    @DataBoundConstructor
    public ApprovalEvidenceStep(String env, String service, String version) {
        this.env = env;
        this.service = service;
        this.version = version;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("approvalEvidence")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("approvalEvidence");
        }
    }
}
