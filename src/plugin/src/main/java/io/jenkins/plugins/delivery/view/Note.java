package io.jenkins.plugins.delivery.view;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
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
        ARTIFACT,
        GATE,
        APPROVAL,
        PROBLEM
    }

    /** In all tables together; each is cut before. */
    static final int MOST_ROWS = 40;
    /** What a person reads of a failure on a page; its card has the rest. */
    static final int MOST_LINES = 40;

    private final Kind kind;
    private final long time;
    private final LinkedHashMap<String, String> values;
    /** Lines of a table; null in notes that were kept before there were any. */
    private final ArrayList<LinkedHashMap<String, String>> rows;
    /** Lines of a text that is shown as it is laid out; null in notes that were kept before there were any. */
    private ArrayList<String> lines;

    /** @param time when it happened, in milliseconds since the epoch */
    Note(Kind kind, long time, Map<String, String> values) {
        this(kind, time, values, List.of());
    }

    /** @param rows lines of a table, of which the first {@link #MOST_ROWS} are kept */
    Note(Kind kind, long time, Map<String, String> values, List<Map<String, String>> rows) {
        this.kind = kind;
        this.time = time;
        this.values = kept(values);
        this.rows = new ArrayList<>();
        rows.stream().limit(MOST_ROWS).forEach(row -> this.rows.add(kept(row)));
    }

    private static LinkedHashMap<String, String> kept(Map<String, String> texts) {
        LinkedHashMap<String, String> kept = new LinkedHashMap<>();
        texts.forEach((key, value) -> {
            String text = Texts.bounded(value);
            if (!text.isEmpty()) {
                kept.put(key, text);
            }
        });
        return kept;
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

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The same note with further values, which replace those of the same name. */
    Note with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        Note copy = new Note(kind, time, all, new ArrayList<>(getRows()));
        copy.lines = lines;
        return copy;
    }

    /** The same note with lines, of which the first {@link #MOST_LINES} are kept. */
    Note withLines(List<String> more) {
        Note copy = with(Map.of());
        copy.lines = new ArrayList<>();
        more.stream().limit(MOST_LINES).map(Texts::line).forEach(copy.lines::add);
        return copy;
    }

    /** What follows the first sentence of a failure, laid out in lines; empty text when nothing does. */
    public String getDetails() {
        return lines == null ? "" : String.join("\n", lines);
    }

    /** Lines of a table, each of texts by name. */
    public List<LinkedHashMap<String, String>> getRows() {
        return rows == null ? List.of() : List.copyOf(rows);
    }

    /** What a gate looked at, in tables by name; empty for a scan, whose rows are findings. */
    public List<GateTable> getTables() {
        return GateTable.of(getRows());
    }

    /** The page about a gate's decision; null when there is none that a page may link to. */
    public String getLink() {
        return WebLinks.safe(get("link"));
    }

    /** The address of a row's page in the advisory's database; null when there is none that a page may link to. */
    public String link(Map<String, String> row) {
        return WebLinks.safe(row.getOrDefault("link", ""));
    }

    /** For example "sha256:9f86d081884c"; the whole digest is longer than a line. */
    public String getShortDigest() {
        return Texts.shortDigest(get("digest"));
    }

    /** Where a file of the run is found below the run's own address, for example "artifact/delivery/scan.json"; null without one. */
    public String file(String name) {
        return WebLinks.artifact(get(name));
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

    /** What runs it there, by the step that brought it. */
    public String getPlatform() {
        return switch (get("step")) {
            case "helmDeploy" -> "Helm";
            case "ecsDeploy" -> "Amazon ECS";
            default -> "Argo CD";
        };
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
        return tone(get("verdict"));
    }

    static String tone(String verdict) {
        return switch (verdict) {
            case "passed", "approved" -> "jenkins-!-success-color";
            case "failed", "errored", "not approved" -> "jenkins-!-error-color";
            default -> "jenkins-!-warning-color";
        };
    }
}
