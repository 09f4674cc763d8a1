package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stage of the pipeline.
 *
 * @param name what a person looks for in the run view
 * @param actions what it does, in order
 * @param ending what follows
 * @param notes what people are told of the stage beside its name
 */
record PlanStage(String name, List<PlanAction> actions, Ending ending, Notes notes) {

    /**
     * @param recover what is done when an action fails, before the failure goes on; null for nothing
     * @param wayBack stage that is run after a failure, when the agent has been given back, before the failure goes on; null for none
     * @param inDoubt whether the way back is taken, which asks a person then, although a gate has decided nothing
     * @param cleanup what is done at the end, whether the stage failed or not; null for nothing
     */
    record Ending(PlanAction recover, PlanStage wayBack, boolean inDoubt, PlanAction cleanup) {
        static final Ending NONE = new Ending(null, null, false, null);
    }

    /**
     * @param skipped why the stage is drawn and not run; null when it runs
     * @param failure how a sentence about its failure begins; null when the failure speaks for itself
     * @param needless when the run finds that the stage is needless, and why; null for a stage that always runs
     * @param status arguments of commitStatus that tell the forge what becomes of the stage; null where nobody is told
     */
    record Notes(String skipped, String failure, Needless needless, Map<String, Object> status) {
        static final Notes NONE = new Notes(null, null, null, null);
    }

    /**
     * A condition that only the run can answer.
     *
     * @param unless {@code name.key} of an earlier result that makes the stage needless when true
     * @param because the reason to tell then
     */
    record Needless(String unless, String because) {}

    static PlanStage of(String name, PlanAction... actions) {
        return of(name, List.of(actions));
    }

    static PlanStage of(String name, List<PlanAction> actions) {
        return new PlanStage(name, actions, Ending.NONE, Notes.NONE);
    }

    /** A stage that is drawn, so that every build of a service shows the same parts, and does nothing. */
    static PlanStage skipped(String name, String why) {
        return new PlanStage(name, List.of(), Ending.NONE, new Notes(why, null, null, null));
    }

    PlanStage recoveredBy(PlanAction action) {
        return ending(new Ending(action, ending.wayBack(), ending.inDoubt(), ending.cleanup()));
    }

    /** @param inDoubt whether a person is asked as well when a gate could not decide */
    PlanStage undoneBy(PlanStage wayBack, boolean inDoubt) {
        return ending(new Ending(ending.recover(), wayBack, inDoubt, ending.cleanup()));
    }

    PlanStage cleanedBy(PlanAction action) {
        return ending(new Ending(ending.recover(), ending.wayBack(), ending.inDoubt(), action));
    }

    private PlanStage ending(Ending other) {
        return new PlanStage(name, actions, other, notes);
    }

    /** The same with actions before the others. */
    PlanStage after(List<PlanAction> first) {
        List<PlanAction> all = Stream.concat(first.stream(), actions.stream()).toList();
        return new PlanStage(name, all, ending, notes);
    }

    /** The same with actions after the others. */
    PlanStage before(List<PlanAction> last) {
        List<PlanAction> all = Stream.concat(actions.stream(), last.stream()).toList();
        return new PlanStage(name, all, ending, notes);
    }

    PlanStage failingWith(String beginning) {
        return new PlanStage(name, actions, ending, new Notes(null, beginning, notes.needless(), notes.status()));
    }

    /** Drawn like a skipped stage when an earlier result makes it needless. */
    PlanStage unless(String result, String because) {
        return new PlanStage(
                name, actions, ending, new Notes(null, notes.failure(), new Needless(result, because), notes.status()));
    }

    /** @param status arguments of commitStatus, without the state; empty where nobody is told */
    PlanStage toldAs(Optional<Map<String, Object>> status) {
        Notes told = new Notes(notes.skipped(), notes.failure(), notes.needless(), status.orElse(null));
        return new PlanStage(name, actions, ending, told);
    }

    boolean runs() {
        return notes.skipped() == null;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("actions", actions.stream().map(PlanAction::toMap).toList());
        if (ending.recover() != null) {
            map.put("recover", ending.recover().toMap());
        }
        if (ending.wayBack() != null) {
            map.put("wayBack", ending.wayBack().toMap());
            if (ending.inDoubt()) {
                map.put("inDoubt", true);
            }
        }
        if (ending.cleanup() != null) {
            map.put("cleanup", ending.cleanup().toMap());
        }
        if (notes.skipped() != null) {
            map.put("skipped", notes.skipped());
        }
        if (notes.needless() != null) {
            map.put("unless", notes.needless().unless());
            map.put("because", notes.needless().because());
        }
        if (notes.failure() != null) {
            map.put("failure", notes.failure());
        }
        if (notes.status() != null) {
            map.put("status", notes.status());
        }
        return map;
    }
}
