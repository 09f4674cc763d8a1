package io.jenkins.plugins.delivery.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The recorded list. As a file it has comments ({@code #}), lines {@code from <artifact> <version>} that say what it was recorded from,
 * each type in the first column and its members indented below.
 *
 * @param origins artifacts with their versions, sorted
 * @param types sorted by name
 */
public record ApiList(List<String> origins, List<ApiType> types) {

    /** Where the list lies, seen from the root of the repository. */
    public static final String FILE = "src/plugin/jenkins-api.txt";

    /** The command that records the list anew, for messages and for the list's own head. */
    public static final String COMMAND =
            "mvn -Pjenkins -pl src/plugin -am test -Dtest=RecordedApiTest -Dsurefire.failIfNoSpecifiedTests=false -Drecord";

    private static final String ORIGIN = "from ";
    private static final String INDENT = "    ";
    private static final String HEAD = """
            # The Jenkins API that the adapter (src/plugin/src/main/java) uses. The default build, which has no Jenkins, compiles the adapter
            # against stubs made from this list. Recorded from the sources, never edited: after a change of what the adapter uses, run
            #   %s
            # Names are in full, nested types with a $, java.lang left out. Of the supertypes, the JDK's and those on this list are given.
            """.formatted(COMMAND);

    /** Copies both lists. */
    public ApiList {
        origins = List.copyOf(origins);
        types = List.copyOf(types);
    }

    /** Reads a file written by {@link #write}. */
    public static ApiList read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Reads the text of a list.
     *
     * @throws IllegalArgumentException when a member stands before the first type
     */
    public static ApiList parse(String text) {
        List<String> origins = new ArrayList<>();
        List<ApiType> types = new ArrayList<>();
        List<String> members = new ArrayList<>();
        String declaration = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(ORIGIN)) {
                origins.add(line.substring(ORIGIN.length()));
            } else if (line.startsWith(INDENT)) {
                members.add(line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                close(declaration, members, types);
                declaration = line;
            }
        }
        close(declaration, members, types);
        return new ApiList(origins, types);
    }

    private static void close(String declaration, List<String> members, List<ApiType> types) {
        if (!declaration.isEmpty()) {
            types.add(new ApiType(declaration, members));
            members.clear();
        } else if (!members.isEmpty()) {
            throw new IllegalArgumentException("The member '" + members.get(0)
                    + "' stands before the first type of the list. Record the list anew.");
        }
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append(origins.isEmpty() ? "" : "\n");
        origins.forEach(origin -> text.append(ORIGIN).append(origin).append('\n'));
        for (ApiType type : types) {
            text.append('\n').append(type.declaration()).append('\n');
            type.members().forEach(member -> text.append(INDENT).append(member).append('\n'));
        }
        return text.toString();
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    /**
     * What this list says and another does not, a line for each fact that can be read without the file around it; empty when the other
     * says everything that this one does.
     */
    public List<String> beyond(ApiList other) {
        Set<String> facts = facts();
        facts.removeAll(other.facts());
        return List.copyOf(facts);
    }

    private Set<String> facts() {
        Set<String> facts = new TreeSet<>();
        origins.forEach(origin -> facts.add(ORIGIN + origin));
        for (ApiType type : types) {
            facts.add(type.declaration());
            type.members().forEach(member -> facts.add(type.name() + ": " + member));
        }
        return facts;
    }
}
