package io.jenkins.plugins.delivery.turn;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The turns that a run has, saved with it. */
public final class HeldTurns extends InvisibleAction {

    /** Never changed, only replaced, so that saving sees a whole state. */
    private volatile ArrayList<LinkedHashMap<String, Object>> turns = new ArrayList<>();

    static List<Map<String, Object>> of(Run<?, ?> run) {
        HeldTurns held = run.getAction(HeldTurns.class);
        return held == null ? List.of() : List.copyOf(held.turns);
    }

    /** Keeps a turn that the run was given. @param turn as {@code promotionTurn} has it in its result */
    static void add(Run<?, ?> run, Map<?, ?> turn) throws IOException {
        LinkedHashMap<String, Object> kept = new LinkedHashMap<>();
        turn.forEach((key, value) -> kept.put(String.valueOf(key), String.valueOf(value)));
        synchronized (HeldTurns.class) {
            HeldTurns held = run.getAction(HeldTurns.class);
            boolean first = held == null;
            if (first) {
                held = new HeldTurns();
            }
            ArrayList<LinkedHashMap<String, Object>> all = new ArrayList<>(held.turns);
            all.add(kept);
            held.turns = all;
            if (first) {
                run.addAction(held);
            }
        }
        run.save();
    }

    /** Forgets the turns that the run has given back. */
    static void remove(Run<?, ?> run, String service, String environment) throws IOException {
        HeldTurns held = run.getAction(HeldTurns.class);
        if (held != null) {
            synchronized (HeldTurns.class) {
                ArrayList<LinkedHashMap<String, Object>> all = new ArrayList<>(held.turns);
                all.removeIf(turn -> service.equals(turn.get("service")) && environment.equals(turn.get("env")));
                held.turns = all;
            }
            run.save();
        }
    }
}
