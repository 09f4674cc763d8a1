package io.jenkins.plugins.delivery.view;

import hudson.Extension;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.delivery.run.DeliveryFailure;
import io.jenkins.plugins.delivery.run.StepListener;
import io.jenkins.plugins.delivery.view.Note.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what the steps of a run did: with the run, and with the environments of its project. */
@Extension
public final class DeliveryRecorder extends StepListener {

    /** States after which the environment has the version that the step names. */
    private static final Set<String> STANDS = Set.of("deployed", "unchanged", "pushed", "restored");

    @Override
    public void completed(Run<?, ?> run, String step, Map<String, Object> arguments, Map<String, Object> result) {
        try {
            switch (step) {
                case "deliveryPlan" -> plan(run, result);
                case "semverTag" -> version(run, result);
                default -> {
                    for (Note note : StepNotes.of(step, arguments, result, System.currentTimeMillis())) {
                        note(run, note, arguments);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The result of " + step + " could not be kept with " + run, e);
        }
    }

    @Override
    public void failed(Run<?, ?> run, String step, Map<String, Object> arguments, Throwable problem) {
        Map<String, Object> measured = problem instanceof DeliveryFailure failure ? failure.result() : Map.of();
        String said = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        try {
            Note note = StepNotes.failed(step, arguments, measured, said, System.currentTimeMillis());
            note(run, withCard(run, note), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException("The failure of " + step + " could not be kept with " + run, e);
        }
    }

    private static void plan(Run<?, ?> run, Map<String, Object> plan) throws IOException {
        DeliveryRunAction.of(run).learn(texts(plan, "service", "branch", "kind", "version", "commit", "author"));
        if (plan.get("environments") instanceof Collection<?> names) {
            List<String> order = names.stream().map(Texts::bounded).toList();
            // A branch that promotes nothing makes no page of its own.
            EnvironmentStore store = EnvironmentStore.of(Homes.of(run.getParent()));
            if (!order.isEmpty() && store.exists()) {
                store.update(state -> state.order(order));
            }
            DeliveryRunAction.of(run).learn(Map.of("environments", String.join(",", order)));
        }
    }

    private static void version(Run<?, ?> run, Map<String, Object> result) throws IOException {
        DeliveryRunAction.of(run).learn(texts(result, "version", "branch", "kind", "commit", "author"));
    }

    private static void note(Run<?, ?> run, Note note, Map<String, Object> arguments) throws IOException {
        DeliveryRunAction action = DeliveryRunAction.of(run);
        action.add(note);
        if (note.has("env") && concernsTheEnvironment(note)) {
            Note signed = note.with(origin(run, action));
            EnvironmentStore.of(Homes.of(run.getParent())).update(state -> {
                state.order(List.of(action.fact("environments").split(",")));
                if (note.getKind() != Kind.GATE) {
                    state.reached(signed, Reach.way(note.get("step"), arguments));
                }
                if (note.getKind() == Kind.PROMOTION) {
                    if (STANDS.contains(note.get("state"))) {
                        state.stands(signed);
                    }
                } else if (note.getKind() == Kind.GATE) {
                    state.verified(signed);
                } else {
                    state.failed(signed);
                }
            });
        }
    }

    /** A message that did not reach Slack, or a gate whose failed tests run again, names an environment and says nothing of it. */
    private static boolean concernsTheEnvironment(Note note) {
        return switch (note.getKind()) {
            case PROBLEM -> StepNotes.deploys(note.get("step"));
            case GATE -> !note.get("verdict").equals("undecided");
            default -> true;
        };
    }

    /** Names the card of the failure among the artifacts of the run, when there is one. */
    private static Note withCard(Run<?, ?> run, Note note) throws IOException {
        String card = "delivery/failure-" + note.get("env") + ".md";
        boolean kept = note.getKind() == Kind.PROBLEM
                && StepNotes.deploys(note.get("step"))
                && WebLinks.artifact(card) != null
                && run.getArtifactManager().root().child(card).isFile();
        return kept ? note.with(Map.of("card", card)) : note;
    }

    /** Where it came from, in texts that outlive the run. */
    private static Map<String, String> origin(Run<?, ?> run, DeliveryRunAction action) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("job", run.getParent().getName());
        origin.put("number", String.valueOf(run.getNumber()));
        origin.put("run", run.getFullDisplayName());
        boolean branch = Homes.of(run.getParent()) != run.getParent();
        origin.put("title", (branch ? run.getParent().getDisplayName() + " " : "") + run.getDisplayName());
        for (String fact : new String[] {"branch", "author"}) {
            origin.put(fact, action.fact(fact));
        }
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        if (user != null) {
            origin.put("starter", user.getUserName());
        }
        return origin;
    }

    private static Map<String, String> texts(Map<String, Object> from, String... keys) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : keys) {
            texts.put(key, Texts.of(from, key));
        }
        return texts;
    }
}
