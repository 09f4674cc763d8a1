package io.jenkins.plugins.delivery.view;

import io.jenkins.plugins.delivery.view.Note.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** From arguments and result of a step to what is worth keeping of it; pure. */
final class StepNotes {

    /** Steps that change what runs in an environment; their results have the same keys. */
    private static final Set<String> DEPLOYING = Set.of("argoPromote", "argoRollback", "helmDeploy", "ecsDeploy");

    /** Those of them that change it by a commit, which another commit undoes. */
    private static final Set<String> BY_COMMIT = Set.of("argoPromote", "argoRollback");

    private static final Predicate<String> INDENTED = line -> line.startsWith("  ");

    private StepNotes() {}

    static boolean deploys(String step) {
        return DEPLOYING.contains(step);
    }

    static boolean deploysByCommit(String step) {
        return BY_COMMIT.contains(step);
    }

    /** @return empty for a step that makes, promotes, decides and asks nothing */
    static List<Note> of(String step, Map<String, Object> arguments, Map<String, Object> result, long now) {
        if (deploys(step)) {
            return List.of(promotion(step, arguments, result, now));
        }
        return GateNotes.decided(result)
                ? List.of(GateNotes.of(step, arguments, result, now))
                : ArtifactNotes.of(step, arguments, result, now);
    }

    /** A step that failed: a gate's verdict when it decided, and a problem otherwise. */
    static Note failed(
            String step, Map<String, Object> arguments, Map<String, Object> measured, String problem, long now) {
        if (measured.containsKey("verdict")) {
            List<Note> decided = of(step, arguments, measured, now);
            if (!decided.isEmpty()) {
                return decided.get(0).with(Map.of("said", problem));
            }
        }
        // The lines of a failure's card are indented; the sentences around them are not.
        Map<Boolean, List<String>> lines =
                problem.lines().filter(line -> !line.isBlank()).collect(Collectors.partitioningBy(INDENTED));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("step", step);
        values.put("said", String.join(" ", lines.get(false)));
        for (String key : new String[] {"env", "service", "version", "restore"}) {
            values.put(key, Texts.of(arguments, key));
        }
        Note note = new Note(Kind.PROBLEM, now, values);
        return lines.get(true).isEmpty() ? note : note.withLines(lines.get(true));
    }

    private static Note promotion(String step, Map<String, Object> arguments, Map<String, Object> result, long now) {
        String state = Texts.of(result, "state");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("step", step);
        values.put("env", Texts.of(result, "env"));
        values.put("service", Texts.of(result, "service"));
        // What an undone promotion leaves behind is told by the file, not by the version that was asked for.
        values.put(
                "version",
                state.equals("restored")
                        ? Texts.of(result, "to")
                        : Texts.first(Texts.of(result, "version"), Texts.of(result, "to")));
        values.put("from", Texts.of(result, "from"));
        values.put("state", state);
        values.put("commit", Texts.of(result, "commit"));
        values.put("file", Texts.of(result, "file"));
        values.put("health", Texts.of(result, "health"));
        values.put("argo", Texts.of(result, "url"));
        values.put("gitops", Texts.of(arguments, "gitops"));
        values.put("approver", Texts.of(arguments, "approver"));
        values.put("digest", Texts.of(arguments, "digest"));
        return new Note(Kind.PROMOTION, now, values);
    }
}
