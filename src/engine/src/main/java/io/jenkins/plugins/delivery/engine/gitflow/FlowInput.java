package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.version.HotfixBump;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that the requests of this package share. */
final class FlowInput {

    private static final int LONGEST_SHOWN = 200;

    private FlowInput() {}

    /** @param text the value, or null, which is fine */
    static void checkVersion(String parameter, String text, List<String> problems) {
        if (text != null
                && SemanticVersion.find(text).filter(SemanticVersion::isRelease).isEmpty()) {
            problems.add(parameter + " '" + shown(text) + "' is not a release such as 1.5.0");
        }
    }

    /** What is wrong with the rules of versions. */
    static List<String> problemsOf(
            String prefix, String initialVersion, HotfixBump hotfixBump, Map<String, Object> types) {
        try {
            versionRules(prefix, initialVersion, hotfixBump, types);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    /** The rules as semverTag has them, so that both steps give one answer. */
    static SemverTagRequest versionRules(
            String prefix, String initialVersion, HotfixBump hotfixBump, Map<String, Object> types) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("prefix", prefix);
        arguments.put("initialVersion", initialVersion);
        arguments.put("hotfixBump", hotfixBump.name());
        arguments.put("types", types);
        return RequestBinder.bind("semverTag", SemverTagRequest.class, arguments);
    }

    /** Git ends a name at an angle bracket or line break. */
    static void checkPerson(String parameter, String text, List<String> problems) {
        if (text != null && (text.isBlank() || text.matches("(?s).*[<>\\p{Cntrl}].*"))) {
            problems.add(parameter + " '" + shown(text) + "' must not be empty or contain <, > or line breaks");
        }
    }

    /** A text from outside on one line of a message. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 1) + "…";
    }
}
