package io.jenkins.plugins.delivery.ask;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import jenkins.util.NonLocalizable;

/**
 * What a person may do to an environment beyond starting builds. Only administrators have these until somebody grants them: who may
 * build a branch, or even configure a job, is not for that reason to decide what runs in production.
 */
public final class DeliveryPermissions {

    public static final PermissionGroup GROUP =
            new PermissionGroup(DeliveryPermissions.class, new NonLocalizable("Delivery"));

    /** To put an environment back to an earlier version. */
    public static final Permission ROLL_BACK = permission(
            "RollBack", "Puts an environment back to a version that ran there before, from the Environments page.");

    /** To let a version be promoted again that was refused. */
    public static final Permission LIFT_QUARANTINE = permission(
            "LiftQuarantine", "Lets a version that was put back be promoted again, from the Environments page.");

    private DeliveryPermissions() {}

    private static Permission permission(String name, String description) {
        return new Permission(GROUP, name, new NonLocalizable(description), Jenkins.ADMINISTER, PermissionScope.ITEM);
    }

    /** Before any configuration that grants them is read. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void register() {
        // Loading this class is what makes them known.
    }
}
