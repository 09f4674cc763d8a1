package io.jenkins.plugins.delivery.library;

import hudson.Extension;
import hudson.ExtensionList;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** Whether Pipelines get the bundled library. In configuration as code: {@code unclassified: deliveryLibrary: bundled: true}. */
@Extension
@Symbol("deliveryLibrary")
public final class DeliveryLibrary extends GlobalConfiguration {

    private boolean bundled = true;

    public DeliveryLibrary() {
        load();
    }

    public static DeliveryLibrary get() {
        return ExtensionList.lookupSingleton(DeliveryLibrary.class);
    }

    public boolean isBundled() {
        return bundled;
    }

    @DataBoundSetter
    public void setBundled(boolean bundled) {
        this.bundled = bundled;
        save();
    }

    /** Version of the bundled library: that of the plugin. */
    public String getVersion() {
        return BundledLibrary.version();
    }

    /** Its name in {@code @Library}. */
    public String getName() {
        return BundledLibrary.NAME;
    }
}
