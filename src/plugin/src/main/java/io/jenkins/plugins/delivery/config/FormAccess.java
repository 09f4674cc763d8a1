package io.jenkins.plugins.delivery.config;

import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.util.FormValidation;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Who may use the forms of the configuration: administrators, and in a folder who may configure it. */
final class FormAccess {

    private FormAccess() {}

    /** @param item where the form stands; null for that of the whole Jenkins */
    static boolean mayConfigure(Item item) {
        return subject(item).hasPermission(permission(item));
    }

    /** @throws org.springframework.security.access.AccessDeniedException for everybody else */
    static void checkConfigure(Item item) {
        subject(item).checkPermission(permission(item));
    }

    /** The verdict for who may change the field; nothing, and no look-up, for everybody else. */
    static FormValidation check(Item item, Supplier<FormValidation> verdict) {
        return mayConfigure(item) ? verdict.get() : FormValidation.ok();
    }

    /** The problem as an error that is shown as plain text. */
    static FormValidation verdict(Optional<String> problem) {
        return problem.map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    private static AccessControlled subject(Item item) {
        return item == null ? Jenkins.get() : item;
    }

    private static Permission permission(Item item) {
        return item == null ? Jenkins.ADMINISTER : Item.CONFIGURE;
    }
}
