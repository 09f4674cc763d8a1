package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.NearestName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who reads which kind of suite.
 *
 * @param tests of the kinds that name single tests
 * @param others of all other kinds
 */
public record SuiteReaders(Map<SuiteKind, TestReader> tests, Map<SuiteKind, SuiteReader> others) {

    /** Copies both. */
    public SuiteReaders {
        tests = Map.copyOf(tests);
        others = Map.copyOf(others);
    }

    /**
     * What is wrong with the settings of a kind of suite; a kind of tests has none.
     *
     * @param settings beside those that every suite has
     */
    List<String> problems(SuiteKind kind, Map<String, Object> settings) {
        if (kind.ofTests()) {
            return settings.keySet().stream().map(key -> unknown(kind, key)).toList();
        }
        SuiteReader reader = others.get(kind);
        return reader == null
                ? List.of("kind: reports of the kind " + kind.text() + " cannot be read here")
                : reader.problems(settings);
    }

    private String unknown(SuiteKind kind, String key) {
        return Stream.of(SuiteKind.values())
                .filter(other ->
                        others.containsKey(other) && others.get(other).keys().contains(key))
                .findFirst()
                .map(other -> key + " is a setting of the kind " + other.text() + ", and this suite is of the kind "
                        + kind.text() + "; did you mean kind: '" + other.text() + "'?")
                .orElseGet(() -> NearestName.unknownKey("", key, Suite.OWN));
    }
}
