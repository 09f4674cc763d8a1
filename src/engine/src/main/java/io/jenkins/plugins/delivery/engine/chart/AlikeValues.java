package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares which values the files of environments set that are to be alike. The values differ for good reasons; a value that only
 * one of them sets means that what stage proves is not what prod runs.
 */
final class AlikeValues {

    /** Names enough to see what it is about. */
    private static final int MOST_NAMED = 10;

    private AlikeValues() {}

    /**
     * A sentence for each pair of neighbours that are not alike.
     *
     * @param environments in the order of the pipeline; one without a file is passed over
     * @param files name of a values file to the file
     */
    static List<String> warnings(List<String> environments, Map<String, Path> files) {
        Map<String, String> names = new LinkedHashMap<>();
        files.keySet().forEach(name -> names.putIfAbsent(String.valueOf(ValuesFiles.environment(name)), name));
        List<String> present = environments.stream().filter(names::containsKey).toList();
        List<String> warnings = new ArrayList<>();
        for (int i = 1; i < present.size(); i++) {
            String one = names.get(present.get(i - 1));
            String other = names.get(present.get(i));
            List<String> onlyOne = missing(values(one, files.get(one)), values(other, files.get(other)));
            List<String> onlyOther = missing(values(other, files.get(other)), values(one, files.get(one)));
            if (!onlyOne.isEmpty() || !onlyOther.isEmpty()) {
                List<String> parts = new ArrayList<>();
                clause(one, onlyOne, parts);
                clause(other, onlyOther, parts);
                warnings.add(String.join("; ", parts) + ". What " + present.get(i - 1) + " proves is not what "
                        + present.get(i) + " runs: set these in both, or in values.yaml for all.");
            }
        }
        return warnings;
    }

    private static void clause(String file, List<String> paths, List<String> parts) {
        if (!paths.isEmpty()) {
            int more = paths.size() - MOST_NAMED;
            String shown = String.join(", ", paths.stream().limit(MOST_NAMED).toList());
            parts.add("only " + file + " sets " + shown + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** The paths that are in one and not in the other, each as short as it can be. */
    private static List<String> missing(Object one, Object other) {
        TreeSet<String> paths = new TreeSet<>();
        missing("", one, other, paths);
        return List.copyOf(paths);
    }

    private static void missing(String path, Object one, Object other, TreeSet<String> paths) {
        if (one instanceof Map<?, ?> map) {
            Map<?, ?> there = other instanceof Map<?, ?> otherMap ? otherMap : Map.of();
            map.forEach((key, value) -> {
                String below = path.isEmpty() ? String.valueOf(key) : path + "." + key;
                if (there.containsKey(key)) {
                    missing(below, value, there.get(key), paths);
                } else {
                    paths.add(below);
                }
            });
        }
    }

    private static Object values(String name, Path file) {
        try {
            return YamlValues.parse(name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
