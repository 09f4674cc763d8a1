package io.jenkins.plugins.delivery.step;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.delivery.run.JenkinsCredential;
import java.util.List;
import jenkins.model.Jenkins;

/** The credentials that a person may choose from in a form: who may not use them in this item sees the current value and no other. */
public final class CredentialsChoice {

    private CredentialsChoice() {}

    /**
     * @param item where the form stands; null for a form of the whole Jenkins
     * @param current the id that is chosen now
     */
    public static ListBoxModel of(Item item, String current) {
        StandardListBoxModel choice = new StandardListBoxModel();
        if (!mayList(item)) {
            return choice.includeCurrentValue(current);
        }
        return choice.includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), usable())
                .includeCurrentValue(current);
    }

    /** Whether who asks may learn, in this item, what only its configuration shows. */
    static boolean mayList(Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** What a run can use: no run sees what is for the system only, so it is not offered either. */
    private static CredentialsMatcher usable() {
        return CredentialsMatchers.allOf(
                CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM)),
                JenkinsCredential.usable());
    }
}
