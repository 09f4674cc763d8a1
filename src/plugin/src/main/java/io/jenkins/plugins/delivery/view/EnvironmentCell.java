package io.jenkins.plugins.delivery.view;

import hudson.Util;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.delivery.ask.DeliveryPermissions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import jenkins.model.Jenkins;

/** One service in one environment, as the Environments page shows it. */
public final class EnvironmentCell {

    private final AbstractItem home;
    private final String environment;
    private final EnvironmentState.Place place;

    EnvironmentCell(AbstractItem home, String environment, EnvironmentState.Place place) {
        this.home = home;
        this.environment = environment;
        this.place = place;
    }

    public String getEnvironment() {
        return environment;
    }

    /** Whether anything was ever promoted here. */
    public boolean isKnown() {
        return place != null && place.standing() != null;
    }

    /** The promotion whose version stands here; null when none does. */
    public Note getStanding() {
        return place == null ? null : place.standing();
    }

    /** What a gate said of it; null when none did. */
    public Note getVerified() {
        return place == null ? null : place.verified();
    }

    /** The promotion that failed after it; null when none did. */
    public Note getFailed() {
        return place == null ? null : place.failed();
    }

    public Date getSince() {
        return getStanding().getDate();
    }

    public String getAgo() {
        return Util.getTimeSpanString(
                        Math.max(0, System.currentTimeMillis() - getStanding().time()))
                + " ago";
    }

    /** Who is behind it, the most deciding first, for example "approved by Grace, written by Ada". */
    public String getBy() {
        List<String> people = new ArrayList<>();
        add(people, "approved by ", getStanding().get("approver"));
        add(people, "started by ", getStanding().get("starter"));
        add(people, "written by ", getStanding().get("author"));
        return people.isEmpty() ? "a push" : String.join(", ", people);
    }

    private static void add(List<String> people, String role, String name) {
        if (!name.isEmpty()) {
            people.add(role + name);
        }
    }

    /** The version that stands here, and whether it was put back. */
    public String getVersion() {
        return getStanding().get("version") + (getStanding().get("state").equals("restored") ? " (put back)" : "");
    }

    /** For example "1.5.0 failed: …". */
    public String getFailure() {
        return getFailed().get("version") + " failed: " + getFailed().get("said");
    }

    /** The run's name below its project, with a word when there is no link to it. */
    public String getRun() {
        return getStanding().get("title") + (getRunUrl() == null ? " (gone)" : "");
    }

    /** The address of the service: a gate has been told it. */
    public String getServiceUrl() {
        return getVerified() == null ? null : getVerified().getServiceUrl();
    }

    /** Where this person may put the service back, below the page Environments; null when there is nothing to put back or no permission. */
    public String getRollBackUrl() {
        boolean offered = place != null
                && new Reach(home, place).isReversible()
                && home.hasPermission(DeliveryPermissions.ROLL_BACK);
        return offered
                ? "rollback/?service=" + encoded(place.newest().get("service")) + "&env=" + encoded(environment)
                : null;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Link to the run that promoted what stands here, below the root of Jenkins; null when it is gone or not for this person. */
    public String getRunUrl() {
        return runUrl(getStanding());
    }

    public String getFailedRunUrl() {
        return runUrl(getFailed());
    }

    private String runUrl(Note note) {
        if (note == null || !note.get("number").matches("\\d{1,9}")) {
            return null;
        }
        Job<?, ?> job = job(note.get("job"));
        if (job == null || !job.hasPermission(Item.READ)) {
            return null;
        }
        Run<?, ?> run = job.getBuildByNumber(Integer.parseInt(note.get("number")));
        return run == null ? null : Jenkins.get().getRootUrlFromRequest() + run.getUrl();
    }

    private Job<?, ?> job(String name) {
        if (home instanceof Job<?, ?> job) {
            return job;
        }
        return ((ItemGroup<?>) home).getItem(name) instanceof Job<?, ?> branch ? branch : null;
    }
}
