package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import java.util.List;

/** One service over all environments. */
public final class EnvironmentRow {

    private final AbstractItem home;
    private final String service;
    private final List<EnvironmentCell> cells;

    EnvironmentRow(AbstractItem home, String service, List<EnvironmentCell> cells) {
        this.home = home;
        this.service = service;
        this.cells = cells;
    }

    public String getService() {
        return service.isEmpty() ? home.getDisplayName() : service;
    }

    /** The project, where it is called otherwise than the service. */
    public String getProject() {
        return home.getFullDisplayName();
    }

    /** The project's page, below the root of Jenkins. */
    public String getProjectUrl() {
        return home.getUrl();
    }

    /** One for each column, in its order. */
    public List<EnvironmentCell> getCells() {
        return cells;
    }
}
