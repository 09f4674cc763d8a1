package io.jenkins.plugins.delivery.view;

import hudson.Extension;
import hudson.model.PageDecorator;
import hudson.model.Run;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Makes the evidence of an approval readable: the step {@code input} shows its whole message as one heading, in which lines run into each
 * other. Only the style changes, and only on the page of a run that delivers.
 */
@Extension
public final class ApprovalPage extends PageDecorator {

    /** Whether the page that is being shown asks for an answer of a delivery. */
    public boolean isShown() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request == null || !request.getRequestURI().matches(".*/input/?")) {
            return false;
        }
        Run<?, ?> run = request.findAncestorObject(Run.class);
        return run != null && run.getAction(DeliveryRunAction.class) != null;
    }
}
