package io.jenkins.plugins.delivery.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which version is where, for the services of one project; plain values, saved by {@link EnvironmentStore}. */
final class EnvironmentState {

    /** One project promotes one service, or a handful in a monorepo; a job with computed names keeps the newest. */
    static final int MOST_PLACES = 500;

    private final ArrayList<String> environments = new ArrayList<>();
    private final LinkedHashMap<String, Place> places = new LinkedHashMap<>();

    /** What is known of one service in one environment. */
    static final class Place {
        private Note standing;
        private Note verified;
        private Note failed;
        /** Null in a state that was saved before there was any. */
        private LinkedHashMap<String, Object> way;

        /** The promotion whose version stands there; null when only failures are known. */
        Note standing() {
            return standing;
        }

        /** The newest gate's decision about the standing version; null when none was made since. */
        Note verified() {
            return verified;
        }

        /** What went wrong after the standing version came; null when nothing did. */
        Note failed() {
            return failed;
        }

        /** Arguments that lead the next step to the same repository and Argo CD; ids of credentials, no secrets. */
        Map<String, Object> way() {
            return way == null ? Map.of() : way;
        }

        Note newest() {
            return failed == null ? standing : failed;
        }

        /** The step that was here last; notes that were kept before there was more than one do not say. */
        String step() {
            return Texts.first(newest().get("step"), "argoPromote");
        }
    }

    /** The environments in promotion order, as the newest plan has them; names that it does not have stay behind them. */
    void order(List<String> names) {
        List<String> known = new ArrayList<>(environments);
        List<String> real =
                names.stream().filter(name -> !name.isBlank()).distinct().toList();
        if (!real.isEmpty()) {
            known.removeAll(real);
            environments.clear();
            environments.addAll(real);
            environments.addAll(known);
        }
    }

    /** A promotion landed. The same version again changes neither since when it is there nor by whom. */
    void stands(Note promotion) {
        Place place = place(promotion.get("env"), promotion.get("service"));
        boolean same = place.standing != null
                && promotion.get("state").equals("unchanged")
                && place.standing.get("version").equals(promotion.get("version"));
        if (!same) {
            place.standing = promotion;
            place.verified = null;
        }
        place.failed = null;
    }

    /** A gate looked at what this run promoted; without such a promotion it says nothing of the service. */
    void verified(Note gate) {
        places.values().stream()
                .filter(place -> place.standing != null
                        && place.standing.get("env").equals(gate.get("env"))
                        && place.standing.get("run").equals(gate.get("run")))
                .forEach(place -> place.verified = gate);
    }

    void failed(Note problem) {
        place(problem.get("env"), problem.get("service")).failed = problem;
    }

    /** How the newest step there was told to get there. */
    void reached(Note note, Map<String, Object> arguments) {
        place(note.get("env"), note.get("service")).way = new LinkedHashMap<>(arguments);
    }

    private Place place(String environment, String service) {
        if (!environments.contains(environment)) {
            environments.add(environment);
        }
        Place place = places.computeIfAbsent(service + " in " + environment, key -> new Place());
        if (places.size() > MOST_PLACES) {
            places.remove(places.keySet().iterator().next());
        }
        return place;
    }

    List<String> environments() {
        return List.copyOf(environments);
    }

    /** Service to environment to place, in the order of their first promotion. */
    Map<String, Map<String, Place>> services() {
        Map<String, Map<String, Place>> services = new LinkedHashMap<>();
        for (Place place : places.values()) {
            Note note = place.newest();
            if (note != null) {
                services.computeIfAbsent(note.get("service"), name -> new LinkedHashMap<>())
                        .put(note.get("env"), place);
            }
        }
        return services;
    }
}
