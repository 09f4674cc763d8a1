package io.jenkins.plugins.delivery.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.model.Item;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The settings for one folder and everything in it: they override single values of the outer levels and add environments. Multibranch
 * projects and organisations are folders, too.
 */
public final class DeliveryFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private final DeliverySettings settings;

    @DataBoundConstructor
    public DeliveryFolderProperty(DeliverySettings settings) {
        this.settings = settings == null ? new DeliverySettings() : settings;
    }

    public DeliverySettings getSettings() {
        return settings;
    }

    /** The part of the folder's form. */
    @Extension
    @Symbol("delivery")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @Override
        public String getDisplayName() {
            return "Git-Flow Delivery";
        }

        /** No property for a form that says nothing, so that folders without deliveries stay as they were. */
        @Override
        public DeliveryFolderProperty newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            DeliveryFolderProperty property = (DeliveryFolderProperty) super.newInstance(request, form);
            if (property == null || property.getSettings().isEmpty()) {
                return null;
            }
            SettingsRefusal.throwIfAny(property.getSettings(), outerServers(request));
            return property;
        }

        private static Set<String> outerServers(StaplerRequest2 request) {
            Item folder = request == null ? null : request.findAncestorObject(Item.class);
            boolean inFolder = folder != null && folder.getParent() instanceof Item;
            return ConfiguredLevels.of(inFolder ? (Item) folder.getParent() : null)
                    .serverNames();
        }
    }
}
