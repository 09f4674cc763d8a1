package io.jenkins.plugins.delivery.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The package graph as drawn in the engine's README: package to the packages it may use, directly or over others. */
final class PackagePicture {

    private final Map<String, Set<String>> arrows = new TreeMap<>();

    private PackagePicture() {}

    static PackagePicture read(Path readme) throws IOException {
        PackagePicture picture = new PackagePicture();
        String text = Files.readString(readme);
        String drawing = text.substring(text.indexOf("```mermaid"), text.lastIndexOf("```"));
        drawing.lines().filter(line -> line.contains("-->")).forEach(picture::add);
        return picture;
    }

    Set<String> packages() {
        return arrows.keySet();
    }

    /** The packages that a package's own arrows lead to. */
    Set<String> direct(String from) {
        return arrows.getOrDefault(from, Set.of());
    }

    /** Everything reachable from a package; contains the package itself only when it is part of a cycle. */
    Set<String> reachable(String from) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> open = new java.util.ArrayList<>(arrows.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (seen.add(next)) {
                open.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }

    private void add(String line) {
        String[] sides = line.split("-->");
        Arrays.stream(sides[1].split("&")).map(String::strip).forEach(target -> {
            arrows.computeIfAbsent(sides[0].strip(), name -> new TreeSet<>()).add(target);
            arrows.computeIfAbsent(target, name -> new TreeSet<>());
        });
    }
}
