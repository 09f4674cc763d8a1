package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Item;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import io.jenkins.plugins.delivery.run.StepQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.StaplerProxy;

/** What the GitOps repository tells of one service: who brought what where and when, and the four DORA figures. One object per request. */
public final class HistoryPage implements StaplerProxy {

    private static final String STEP = "deliveryHistory";

    private final AbstractItem home;
    private final String service;
    private final List<String> services;
    private final String problem;
    private final Map<String, Object> result;

    /** @param wanted null for the first service */
    HistoryPage(AbstractItem home, String wanted) throws InterruptedException {
        home.checkPermission(Item.READ);
        this.home = home;
        this.services =
                new ArrayList<>(EnvironmentStore.of(home).read().services().keySet());
        this.service = services.contains(wanted)
                ? wanted
                : services.stream().findFirst().orElse("");
        Optional<Reach> reach = Reach.any(home, service);
        String failed = null;
        Map<String, Object> read = Map.of();
        if (reach.isEmpty()) {
            failed = "No build of this project has promoted anything that the GitOps repository could tell of.";
        } else {
            try {
                StepQuestion.Answer answer = Answers.of(reach.get(), STEP, Map.of("service", service));
                read = answer.result();
            } catch (DeliveryFailure e) {
                failed = e.getMessage();
            }
        }
        this.problem = failed;
        this.result = read;
    }

    @Override
    public Object getTarget() {
        home.checkPermission(Item.READ);
        return this;
    }

    public AbstractItem getItem() {
        return home;
    }

    public String getService() {
        return service;
    }

    /** Those of this project. */
    public List<String> getServices() {
        return services;
    }

    /** Why nothing is shown; null when there is something. */
    public String getProblem() {
        return problem;
    }

    /** For example "2026-10-22 to 2026-11-21". */
    public String getPeriod() {
        return day("from") + " to " + day("until");
    }

    private String day(String key) {
        String text = Texts.of(result, key);
        return text.length() < 10 ? text : text.substring(0, 10);
    }

    /** Newest first. */
    public List<Map<String, String>> getLines() {
        return rows("lines");
    }

    /** One for each environment. */
    public List<Map<String, String>> getFigures() {
        return rows("figures");
    }

    /** What is not known and why. */
    public List<String> getNotes() {
        return result.get("notes") instanceof List<?> notes
                ? notes.stream().map(Texts::bounded).toList()
                : List.of();
    }

    /** A time for people, from seconds. */
    public String time(Map<String, String> row, String key, String absent) {
        String seconds = row.getOrDefault(key, "");
        return seconds.matches("\\d{1,15}") ? Durations.text(Duration.ofSeconds(Long.parseLong(seconds))) : absent;
    }

    /** A share as per cent. */
    public String share(Map<String, String> row, String key) {
        String share = row.getOrDefault(key, "");
        return share.matches("[0-9.]{1,9}") ? Math.round(Double.parseDouble(share) * 1000) / 10.0 + " %" : "";
    }

    /** The page of the run, when a browser can open it; else null. */
    public String runUrl(Map<String, String> row) {
        return WebLinks.safe(row.getOrDefault("run", ""));
    }

    private List<Map<String, String>> rows(String key) {
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
