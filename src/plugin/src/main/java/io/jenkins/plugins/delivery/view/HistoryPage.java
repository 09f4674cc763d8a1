package io.jenkins.plugins.delivery.view;

import hudson.Util;
import hudson.model.AbstractItem;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import io.jenkins.plugins.delivery.run.StepQuestion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the GitOps repository tells of one service: who brought what where and when, and the four DORA figures. One object per request. */
public final class HistoryPage extends LedgerPage {

    private static final String STEP = "deliveryHistory";

    private final String problem;
    private final Map<String, Object> result;

    /** @param wanted null for the first service */
    HistoryPage(AbstractItem home, String wanted) throws InterruptedException {
        super(home, wanted);
        Optional<Reach> reach = reach();
        String failed = null;
        Map<String, Object> read = Map.of();
        if (reach.isEmpty()) {
            failed = NOTHING_KNOWN;
        } else {
            try {
                StepQuestion.Answer answer = Answers.of(reach.get(), STEP, Map.of("service", getService()));
                read = answer.result();
            } catch (DeliveryFailure e) {
                failed = e.getMessage();
            }
        }
        this.problem = failed;
        this.result = read;
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
        return rows(result, "lines");
    }

    /** One for each environment. */
    public List<Map<String, String>> getFigures() {
        return rows(result, "figures");
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
        return seconds.matches("\\d{1,12}")
                ? Util.getTimeSpanString(
                        Duration.ofSeconds(Long.parseLong(seconds)).toMillis())
                : absent;
    }

    /** A share as per cent. */
    public String share(Map<String, String> row, String key) {
        String share = row.getOrDefault(key, "");
        return share.matches("[0-9.]{1,9}") ? Math.round(Double.parseDouble(share) * 1000) / 10.0 + " %" : "";
    }
}
