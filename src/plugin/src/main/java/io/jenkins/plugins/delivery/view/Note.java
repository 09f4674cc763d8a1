package io.jenkins.plugins.delivery.view;

import java.io.Serializable;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a run did or learned, as bounded texts; kept with the run and with the environments. Nothing in it is markup: pages
 * escape it.
 */
public final class Note implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What a note is about. */
    public enum Kind {
        PROMOTION,
        GATE,
        APPROVAL,
        PROBLEM
    }

    private final Kind kind;
    private final long time;
    private final LinkedHashMap<String, String> values;

    /** @param time when it happened, in milliseconds since the epoch */
    Note(Kind kind, long time, Map<String, String> values) {
        this.kind = kind;
        this.time = time;
        this.values = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String text = Texts.bounded(value);
            if (!text.isEmpty()) {
                this.values.put(key, text);
            }
        });
    }

    public Kind getKind() {
        return kind;
    }

    long time() {
        return time;
    }

    public Date getDate() {
        return new Date(time);
    }

    /** A value by name; empty text when it is not known. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The same note with further values, which replace those of the same name. */
    Note with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Note(kind, time, all);
    }

    /** For example "1.3.0 → 1.4.0"; the version alone when nothing stood there before. */
    public String getChange() {
        String from = get("from");
        return from.isEmpty() || from.equals(get("version")) ? get("version") : from + " → " + get("version");
    }

    /** For example "deployed, Healthy". */
    public String getOutcome() {
        return joined(", ", get("state"), get("health"));
    }

    /** A gate's decision in one line, for example "Scan: passed, 3 low". */
    public String getDecision() {
        String said = get("said").equals(get("verdict")) ? "" : get("said");
        return get("name") + ": " + joined(", ", get("verdict"), said);
    }

    /** What failed, for example "argoPromote (prod): …". */
    public String getFailure() {
        String where = get("env").isEmpty() ? "" : " (" + get("env") + ")";
        return get("step") + where + ": " + get("said");
    }

    private static String joined(String between, String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + between + second;
    }

    /** The page of the GitOps commit; null when there is none that a browser can open. */
    public String getCommitUrl() {
        return WebLinks.commit(get("gitops"), get("commit"));
    }

    public String getShortCommit() {
        return Texts.shortId(get("commit"));
    }

    /** The page of the application in Argo CD; null when there is none. */
    public String getArgoUrl() {
        return WebLinks.safe(get("argo"));
    }

    /** The address of the service in the environment; null when it is not known. */
    public String getServiceUrl() {
        return WebLinks.safe(get("serviceUrl"));
    }

    /** How the verdict is drawn: the design library's colour class for text. */
    public String getTone() {
        return switch (get("verdict")) {
            case "passed", "approved" -> "jenkins-!-success-color";
            case "failed", "errored", "not approved" -> "jenkins-!-error-color";
            default -> "jenkins-!-warning-color";
        };
    }
}
