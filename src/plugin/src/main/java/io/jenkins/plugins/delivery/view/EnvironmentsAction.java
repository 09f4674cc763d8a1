package io.jenkins.plugins.delivery.view;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerRequest2;

/** The page Environments of a job, a multibranch project or a folder: which version is where, since when, by whom. */
public final class EnvironmentsAction implements Action {

    private final AbstractItem item;

    EnvironmentsAction(AbstractItem item) {
        this.item = item;
    }

    public AbstractItem getItem() {
        return item;
    }

    /** Beside jobs only once they have promoted something; folders always, because looking into all of them costs time. */
    @Override
    public String getIconFileName() {
        boolean shown = item.hasPermission(Item.READ)
                && (isFolder() || EnvironmentStore.of(home()).exists());
        return shown ? "symbol-environment" : null;
    }

    @Override
    public String getDisplayName() {
        return "Environments";
    }

    @Override
    public String getUrlName() {
        return "environments";
    }

    /** Whether it shows several projects side by side. */
    public boolean isFolder() {
        return !(item instanceof Job) && !EnvironmentStore.of(item).exists();
    }

    private AbstractItem home() {
        return item instanceof Job<?, ?> job ? Homes.of(job) : item;
    }

    /** The page that puts a service back; a folder has none, because its services have their own. */
    public RollBackPage getRollback(StaplerRequest2 request) {
        return isFolder()
                ? null
                : new RollBackPage(home(), request.getParameter("service"), request.getParameter("env"));
    }

    /** What the GitOps repository tells of a service here; a folder has none. */
    public HistoryPage getHistory(StaplerRequest2 request) throws InterruptedException {
        return isFolder() ? null : new HistoryPage(home(), request.getParameter("service"));
    }

    /** The versions of a service here that must not be promoted; a folder has none. */
    public QuarantinePage getQuarantine(StaplerRequest2 request) {
        return isFolder() ? null : new QuarantinePage(home(), request.getParameter("service"));
    }

    /** What there is to show, for one view of the page. */
    public Table getTable() {
        Set<String> columns = new LinkedHashSet<>();
        Map<AbstractItem, EnvironmentState> states = new LinkedHashMap<>();
        for (AbstractItem home : Homes.under(item)) {
            EnvironmentState state = EnvironmentStore.of(home).read();
            if (!state.services().isEmpty()) {
                states.put(home, state);
                columns.addAll(state.environments());
            }
        }
        List<EnvironmentRow> rows = new ArrayList<>();
        states.forEach((home, state) -> state.services()
                .forEach((service, places) -> rows.add(new EnvironmentRow(
                        home,
                        service,
                        columns.stream()
                                .map(name -> new EnvironmentCell(home, name, places.get(name)))
                                .toList()))));
        return new Table(List.copyOf(columns), rows);
    }

    /** The rows and the names of their columns. */
    public static final class Table {

        private final List<String> columns;
        private final List<EnvironmentRow> rows;

        Table(List<String> columns, List<EnvironmentRow> rows) {
            this.columns = columns;
            this.rows = rows;
        }

        public List<String> getColumns() {
            return columns;
        }

        public List<EnvironmentRow> getRows() {
            return rows;
        }
    }

    /** Gives every job and every folder its page. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractItem> {

        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return EnvironmentsAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(AbstractItem target) {
            boolean suits = target instanceof Job || target instanceof AbstractFolder;
            return suits ? List.of(new EnvironmentsAction(target)) : List.of();
        }
    }
}
