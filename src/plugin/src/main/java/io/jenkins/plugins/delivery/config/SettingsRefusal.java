package io.jenkins.plugins.delivery.config;

import hudson.model.Descriptor.FormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Refuses to save a form with everything that is wrong with it. */
final class SettingsRefusal {

    private SettingsRefusal() {}

    /**
     * Throws when there is a problem.
     *
     * @param outerServers names of the Argo CD servers of the levels around the form's
     */
    static void throwIfAny(DeliverySettings settings, Set<String> outerServers) throws FormException {
        List<String> problems = new ArrayList<>(SettingsCheck.problems(settings));
        problems.addAll(SettingsCheck.unknownServers(settings, outerServers));
        if (!problems.isEmpty()) {
            throw new FormException("Git-Flow Delivery was not saved. " + String.join(" ", problems), "delivery");
        }
    }
}
