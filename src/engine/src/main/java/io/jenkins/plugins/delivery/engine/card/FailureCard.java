package io.jenkins.plugins.delivery.engine.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Why a deployment failed, for people: plain values that are harmless wherever they are shown, and free of the secrets that are known or
 * look like one. Made by {@link #of} only.
 */
public final class FailureCard {

    static final int EVENTS = 10;
    static final int LINES = 20;

    private static final int NAME = 120;
    private static final int LINE = 300;
    private static final int MESSAGE = 500;
    private static final int SUBJECT = 100;

    private final Subject subject;
    private final String what;
    private final Diagnosis diagnosis;
    private final Suspects suspects;
    private final Map<String, String> links;

    /**
     * What was deployed.
     *
     * @param service the service
     * @param env the environment
     * @param version the version that failed
     */
    public record Subject(String service, String env, String version) {}

    private FailureCard(
            Subject subject, String what, Diagnosis diagnosis, Suspects suspects, Map<String, String> links) {
        this.subject = subject;
        this.what = what;
        this.diagnosis = diagnosis;
        this.suspects = suspects;
        this.links = links;
    }

    /**
     * Makes a card of what is known.
     *
     * @param what failed, a sentence
     * @param findings raw
     * @param links label to address; what is no http or https address is left out
     * @param redactor takes out the secrets that this run has handed out
     */
    public static FailureCard of(
            Subject subject,
            String what,
            Findings findings,
            Map<String, String> links,
            UnaryOperator<String> redactor) {
        Inert inert = new Inert(redactor);
        Map<String, String> safe = new LinkedHashMap<>();
        links.forEach((label, url) -> {
            if (url != null && url.matches("https?://[^\\s<>\"'`()\\[\\]|\\\\\\p{C}]{1,500}")) {
                safe.put(inert.line(label, NAME), redactor.apply(url));
            }
        });
        return new FailureCard(
                new Subject(
                        inert.line(subject.service(), NAME),
                        inert.line(subject.env(), NAME),
                        inert.line(subject.version(), NAME)),
                inert.line(what, MESSAGE),
                inert(findings.diagnosis(), inert),
                inert(findings.suspects(), inert),
                safe);
    }

    /**
     * What was found out.
     *
     * @param diagnosis what the platform says
     * @param suspects whose change it may be
     */
    public record Findings(Diagnosis diagnosis, Suspects suspects) {}

    private static Diagnosis inert(Diagnosis raw, Inert inert) {
        List<Diagnosis.Event> events = last(raw.events(), EVENTS).stream()
                .map(event -> new Diagnosis.Event(
                        event.at(),
                        inert.line(event.type(), NAME),
                        inert.line(event.reason(), NAME),
                        inert.line(event.message(), LINE),
                        event.count()))
                .toList();
        return new Diagnosis(
                raw.culprit()
                        .map(culprit -> new Diagnosis.Culprit(
                                culprit.trouble(),
                                inert.line(culprit.kind(), NAME),
                                inert.line(culprit.name(), NAME),
                                inert.line(culprit.container(), NAME),
                                inert.line(culprit.message(), MESSAGE))),
                events,
                raw.log()
                        .map(log -> new Diagnosis.LogTail(
                                inert.line(log.source(), NAME),
                                log.before(),
                                last(log.lines(), LINES).stream()
                                        .map(line -> inert.line(line, LINE))
                                        .filter(line -> !line.isEmpty())
                                        .toList())),
                raw.gaps().stream()
                        .limit(EVENTS)
                        .map(gap -> inert.line(gap, LINE))
                        .toList());
    }

    private static Suspects inert(Suspects raw, Inert inert) {
        List<Suspects.Commit> commits = raw.commits().stream()
                .limit(Suspects.MOST)
                .map(commit -> new Suspects.Commit(
                        inert.line(commit.id(), 64),
                        inert.line(commit.author(), NAME),
                        inert.line(commit.subject(), SUBJECT)))
                .toList();
        return new Suspects(raw.since() == null ? null : inert.line(raw.since(), NAME), raw.count(), commits);
    }

    private static <T> List<T> last(List<T> all, int most) {
        return new ArrayList<>(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    /** A few lines for an exception and Slack; at most about 1,600 characters. */
    public String brief() {
        return CardText.brief(this);
    }

    /** Everything, for the console. */
    public String text() {
        return CardText.whole(this);
    }

    /** Everything, for a pull request and the report; nothing from outside is markup in it. */
    public String markdown() {
        return CardMarkdown.of(this);
    }

    public Subject subject() {
        return subject;
    }

    /** What failed, a sentence. */
    public String what() {
        return what;
    }

    /** Made harmless and short. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** Made harmless and short. */
    public Suspects suspects() {
        return suspects;
    }

    /** Label to address. */
    public Map<String, String> links() {
        return links;
    }

    /** Strings, numbers, lists and maps only. */
    public Map<String, Object> toMap() {
        return CardMap.of(this);
    }
}
