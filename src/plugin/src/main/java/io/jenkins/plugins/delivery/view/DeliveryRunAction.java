package io.jenkins.plugins.delivery.view;

import hudson.model.Run;
import io.jenkins.plugins.delivery.view.Note.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.RunAction2;

/** What a run delivered: shown on the run's page and on one of its own, kept with the run, bounded in size. */
public final class DeliveryRunAction implements RunAction2 {

    /** More than any delivery has; a loop around a step keeps the newest. */
    static final int MOST_NOTES = 200;

    private transient volatile Run<?, ?> run;
    /** Never changed, only replaced, so that saving and showing see a whole state. */
    private volatile LinkedHashMap<String, String> facts = new LinkedHashMap<>();

    private volatile ArrayList<Note> notes = new ArrayList<>();

    /** The action of a run, made when the run has none. */
    static DeliveryRunAction of(Run<?, ?> run) {
        synchronized (DeliveryRunAction.class) {
            DeliveryRunAction action = run.getAction(DeliveryRunAction.class);
            if (action == null) {
                action = new DeliveryRunAction();
                run.addAction(action);
            }
            return action;
        }
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    synchronized void learn(Map<String, String> more) throws IOException {
        LinkedHashMap<String, String> all = new LinkedHashMap<>(facts);
        more.forEach((key, value) -> {
            String text = Texts.bounded(value);
            if (!text.isEmpty()) {
                all.put(key, text);
            }
        });
        facts = all;
        run.save();
    }

    synchronized void add(Note note) throws IOException {
        ArrayList<Note> all = new ArrayList<>(notes);
        all.add(note);
        while (all.size() > MOST_NOTES) {
            all.remove(0);
        }
        notes = all;
        run.save();
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** Something that is true for the whole run, such as service, version, branch; empty text when it is not known. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** For example "payments 1.4.0, written by Ada". */
    public String getSubject() {
        String author = fact("author").isEmpty() ? "" : ", written by " + fact("author");
        return (fact("service") + " " + fact("version")).strip() + author;
    }

    /** For example "Branch main, commit 8b1d0aa…"; empty text when nothing is known. */
    public String getOrigin() {
        String commit = fact("commit").isEmpty() ? "" : ", commit " + fact("commit");
        return fact("branch").isEmpty() ? "" : "Branch " + fact("branch") + commit;
    }

    /** Whether there is anything to show yet. */
    public boolean isWorthShowing() {
        return !notes.isEmpty() || facts.containsKey("version");
    }

    public List<Note> getPromotions() {
        return of(Kind.PROMOTION);
    }

    /** Image, chart and evidence, each as it was told last. */
    public List<Note> getArtifacts() {
        return ArtifactNotes.merged(of(Kind.ARTIFACT));
    }

    /** Scans of images. */
    public List<Note> getScans() {
        return of(Kind.GATE).stream()
                .filter(note -> note.has("counts") || note.has("sarif"))
                .toList();
    }

    /** Gates with tables of what they looked at. */
    public List<Note> getDetailedGates() {
        return of(Kind.GATE).stream()
                .filter(note -> !note.getTables().isEmpty())
                .toList();
    }

    public List<Note> getGates() {
        return of(Kind.GATE, Kind.APPROVAL);
    }

    public List<Note> getProblems() {
        return of(Kind.PROBLEM);
    }

    private List<Note> of(Kind... kinds) {
        return notes.stream()
                .filter(note -> Arrays.asList(kinds).contains(note.getKind()))
                .toList();
    }

    @Override
    public String getIconFileName() {
        return isWorthShowing() ? "symbol-environment" : null;
    }

    @Override
    public String getDisplayName() {
        return "Delivery";
    }

    @Override
    public String getUrlName() {
        return "delivery";
    }
}
