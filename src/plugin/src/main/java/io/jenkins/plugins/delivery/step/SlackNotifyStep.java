package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code slackNotify}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.notify.SlackNotifyRequest}. */
public final class SlackNotifyStep extends DeliveryStep {

    public final String channel;

    @DataBoundSetter
    public String event;

    @DataBoundSetter
    public String text;

    @DataBoundSetter
    public String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String stage;

    @DataBoundSetter
    public String error;

    @DataBoundSetter
    public String advice;

    @DataBoundSetter
    public String author;

    @DataBoundSetter
    public String url;

    @DataBoundSetter
    public Map<String, Object> fields;

    @DataBoundSetter
    public String ts;

    @DataBoundSetter
    public String thread;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String endpoint;

    @DataBoundConstructor
    public SlackNotifyStep(String channel) {
        this.channel = channel;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("slackNotify")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("slackNotify");
        }
    }
}
