package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code pullRequestComment}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.forge.PullRequestCommentRequest}.
 */
public final class PullRequestCommentStep extends DeliveryStep {

    public final String service;

    public final String source;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String event;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundSetter
    public String text;

    @DataBoundSetter
    public String error;

    @DataBoundSetter
    public String url;

    @DataBoundSetter
    public Integer number;

    @DataBoundSetter
    public Map<String, Object> fields;

    @DataBoundSetter
    public List<Map<String, Object>> gates;

    @DataBoundSetter
    public String topic;

    @DataBoundConstructor
    public PullRequestCommentStep(String service, String source) {
        this.service = service;
        this.source = source;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("pullRequestComment")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("pullRequestComment");
        }
    }
}
