package io.jenkins.plugins.delivery.runner.steps;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says in the words of {@code deliveryWayBack} what a step made of an environment after a failure. */
final class Aftermath {

    private static final List<String> DEPLOYERS = List.of("helmDeploy", "ecsDeploy");

    private Aftermath() {}

    /** @return a sentence; empty for a step that put nothing back and wrote no choice down */
    static Optional<String> of(String stage, String step, Map<String, Object> arguments, Map<String, Object> result) {
        String state = text(result, "state");
        if (!goesBack(step, arguments) || Boolean.TRUE.equals(arguments.get("check")) || state.isEmpty()) {
            return Optional.empty();
        }
        String chosen = text(result, "choice").isEmpty()
                ? ""
                : text(arguments, "approver") + " chose " + text(result, "choice") + ", ";
        String now = state.equals("kept")
                ? text(result, "from") + " stays"
                : state + (text(result, "to").isEmpty() ? "" : ", now " + text(result, "to"));
        return Optional.of(stage + ": " + chosen + now + ".");
    }

    /** The same for a step that ended with an error. */
    static Optional<String> failed(String stage, String step, Map<String, Object> arguments, Exception problem) {
        return goesBack(step, arguments) ? Optional.of(stage + ": " + problem.getMessage()) : Optional.empty();
    }

    private static boolean goesBack(String step, Map<String, Object> arguments) {
        return step.equals("argoRollback") || DEPLOYERS.contains(step) && arguments.containsKey("restore");
    }

    private static String text(Map<String, Object> map, String key) {
        return Objects.toString(map.get(key), "");
    }
}
