package io.jenkins.plugins.delivery.recorded.stub;

import io.jenkins.plugins.delivery.recorded.ApiList;
import io.jenkins.plugins.delivery.recorded.ApiType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Writes the class files of a list. */
public final class Stubs {

    private Stubs() {}

    /**
     * Writes a class file for each type of the list.
     *
     * @param directory becomes an entry of a class path
     * @throws IllegalArgumentException when a line of the list is none that the recorder writes
     */
    public static void write(ApiList list, Path directory) throws IOException {
        KnownTypes known = new KnownTypes(list);
        Map<String, Map<String, String>> variables = new HashMap<>();
        // Sorted by name, a type comes before those nested in it.
        for (ApiType type : list.types()) {
            String name = type.name().replace('.', '/');
            Map<String, String> outer = known.outer(name).map(variables::get).orElse(Map.of());
            variables.put(name, StubClass.variables(type, outer, known));
            Path file = directory.resolve(name + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, StubClass.of(type, outer, known));
        }
    }
}
