package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Item;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.StaplerProxy;

/** A page about what the GitOps repository tells of one service. One object per request. */
public abstract class LedgerPage implements StaplerProxy {

    /** Why nothing can be asked. */
    static final String NOTHING_KNOWN =
            "No build of this project has promoted anything that the GitOps repository could tell of.";

    private final AbstractItem home;
    private final List<String> services;
    private String service;

    /** @param wanted null for the first service */
    LedgerPage(AbstractItem home, String wanted) {
        home.checkPermission(Item.READ);
        this.home = home;
        this.services =
                new ArrayList<>(EnvironmentStore.of(home).read().services().keySet());
        this.service = services.contains(wanted)
                ? wanted
                : services.stream().findFirst().orElse("");
    }

    @Override
    public final Object getTarget() {
        home.checkPermission(Item.READ);
        return this;
    }

    public final AbstractItem getItem() {
        return home;
    }

    public final String getService() {
        return service;
    }

    /** Shows another service from now on. */
    final void turnTo(String other) {
        service = other;
    }

    /** Those of this project. */
    public final List<String> getServices() {
        return services;
    }

    /** The page of the run, when a browser can open it; else null. */
    public final String runUrl(Map<String, String> row) {
        return WebLinks.safe(row.getOrDefault("run", ""));
    }

    /** A moment in a row; null when it has none. */
    public final Date date(Map<String, String> row, String key) {
        try {
            return Date.from(Instant.parse(row.getOrDefault(key, "")));
        } catch (DateTimeParseException e) {
            // Whoever wrote the commit may have written anything.
            return null;
        }
    }

    /** How the service can be asked about; empty when no build has promoted it. */
    final Optional<Reach> reach() {
        return Reach.any(home, service);
    }

    /** A list of maps in a result, as texts that a page can show; empty for anything else. */
    static List<Map<String, String>> rows(Map<String, Object> result, String key) {
        List<Map<String, String>> rows = new ArrayList<>();
        if (result.get(key) instanceof List<?> all) {
            for (Object one : all) {
                Map<String, String> row = new LinkedHashMap<>();
                ((Map<?, ?>) one).forEach((name, value) -> row.put(String.valueOf(name), Texts.bounded(value)));
                rows.add(row);
            }
        }
        return rows;
    }
}
