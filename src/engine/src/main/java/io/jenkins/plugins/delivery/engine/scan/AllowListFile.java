package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file in which a team writes what it accepts, for example
 *
 * <pre>
 * - id: CVE-2026-1234
 *   package: openssl
 *   reason: not reachable, TLS ends at the load balancer
 *   owner: payments
 *   expires: 2027-01-31
 * </pre>
 */
final class AllowListFile {

    /** The entries wait in the saved state of a run, which is written again and again. */
    private static final int MOST_ENTRIES = 500;

    private static final long MOST_BYTES = 256 * 1024L;
    private static final int LONGEST = 300;
    private static final List<String> FIELDS = List.of("id", "package", "reason", "owner", "expires");

    private final String name;
    private final List<String> problems = new ArrayList<>();
    private final List<AllowList.Entry> entries = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private AllowListFile(String name) {
        this.name = name;
    }

    /**
     * Reads the file of a workspace.
     *
     * @param file relative path
     * @throws InvalidInputException with every problem of every entry
     */
    static AllowList read(Path workDir, String file) {
        Path path = WorkspacePath.resolve(workDir, file, "The allow list");
        if (!Files.isRegularFile(path)) {
            throw new NotFoundException(
                    "There is no allow list '" + file + "' in the workspace.", "Create it, or leave allowList out.");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException(
                        "The allow list " + file, List.of("it is larger than " + MOST_BYTES / 1024 + " KiB"));
            }
            return of(file, YamlValues.parse(file, Files.readString(path)));
        } catch (IOException e) {
            throw new TerminalException(
                    "The allow list " + file + " cannot be read (" + e.getMessage() + ").",
                    "It has to be UTF-8 text.",
                    e);
        }
    }

    /**
     * Reads the parsed content of the file.
     *
     * @param name of the file, for messages
     * @param document a list of maps; null for an empty file
     */
    static AllowList of(String name, Object document) {
        return document == null ? AllowList.EMPTY : new AllowListFile(name).all(document);
    }

    private AllowList all(Object document) {
        if (document instanceof List<?> items) {
            entries(items);
        } else {
            problems.add("it is not a list of entries with " + String.join(", ", FIELDS));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The allow list " + name, problems);
        }
        return new AllowList(entries);
    }

    private void entries(List<?> items) {
        if (items.size() > MOST_ENTRIES) {
            problems.add("it has " + items.size() + " entries, and " + MOST_ENTRIES
                    + " are the most; with failOn, fixableOnly or baseline it needs fewer");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            String where = "entry " + (i + 1);
            if (items.get(i) instanceof Map<?, ?> map) {
                entry(where, map);
            } else {
                problems.add(where + " is not a map of " + String.join(", ", FIELDS));
            }
        }
    }

    private void entry(String where, Map<?, ?> map) {
        int before = problems.size();
        for (Object key : map.keySet()) {
            if (!FIELDS.contains(String.valueOf(key))) {
                problems.add(where + ": " + NearestName.unknownKey("", String.valueOf(key), FIELDS));
            }
        }
        for (String field : FIELDS) {
            if (text(map, field).isEmpty()) {
                problems.add(where + " has no " + field);
            }
        }
        wildcards(where, map);
        LocalDate expires = date(where, text(map, "expires"));
        if (problems.size() > before) {
            return;
        }
        AllowList.Entry entry = new AllowList.Entry(
                text(map, "id"), text(map, "package"), text(map, "reason"), text(map, "owner"), expires);
        String first = places.putIfAbsent(entry.key(), where);
        if (first != null) {
            problems.add(where + " accepts " + entry.subject() + ", which " + first + " does already");
        }
        entries.add(entry);
    }

    /** A pattern accepts what nobody has seen yet, so there is none except that of a known vulnerability in every package. */
    private void wildcards(String where, Map<?, ?> map) {
        if (text(map, "id").contains("*")) {
            problems.add(
                    where + ": id '" + text(map, "id") + "' names no single vulnerability; there are no wildcards");
        }
        String affected = text(map, "package");
        if (affected.contains("*") && !affected.equals(AllowList.ANY_PACKAGE)) {
            problems.add(where + ": package '" + affected + "' is not a package; '*' alone means every package");
        }
    }

    private LocalDate date(String where, String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(where + ": expires '" + text + "' is not a date like 2027-01-31");
            return null;
        }
    }

    private static String text(Map<?, ?> map, String field) {
        Object value = map.get(field);
        return value == null ? "" : OneLine.of(value.toString(), LONGEST);
    }
}
