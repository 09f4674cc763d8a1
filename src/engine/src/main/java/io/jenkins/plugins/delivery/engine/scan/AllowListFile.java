package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.yaml.EntryList;
import java.nio.file.Path;
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

    private static final int LONGEST = 300;
    private static final EntryList.Shape SHAPE =
            new EntryList.Shape("The allow list", List.of("id", "package", "reason", "owner", "expires"), List.of());

    private final Map<String, String> places = new HashMap<>();

    private AllowListFile() {}

    /**
     * Reads the file of a workspace.
     *
     * @param file relative path
     * @throws InvalidInputException with every problem of every entry
     */
    static AllowList read(Path workDir, String file) {
        if (!EntryList.exists(workDir, file, SHAPE)) {
            throw new NotFoundException(
                    "There is no allow list '" + file + "' in the workspace.", "Create it, or leave allowList out.");
        }
        return list(EntryList.read(workDir, file, SHAPE, new AllowListFile()::problems));
    }

    /**
     * Reads the parsed content of the file.
     *
     * @param name of the file, for messages
     * @param document a list of maps; null for an empty file
     * @throws InvalidInputException with every problem of every entry
     */
    static AllowList of(String name, Object document) {
        return list(EntryList.of(name, document, SHAPE, new AllowListFile()::problems));
    }

    private static AllowList list(List<EntryList.Entry> entries) {
        return new AllowList(entries.stream().map(AllowListFile::entry).toList());
    }

    private static AllowList.Entry entry(EntryList.Entry entry) {
        return new AllowList.Entry(
                text(entry, "id"),
                text(entry, "package"),
                text(entry, "reason"),
                text(entry, "owner"),
                entry.expires());
    }

    /** A pattern accepts what nobody has seen yet, so there is none except that of a known vulnerability in every package. */
    private List<String> problems(EntryList.Entry entry) {
        List<String> problems = new ArrayList<>();
        String id = text(entry, "id");
        String affected = text(entry, "package");
        if (id.contains("*")) {
            problems.add("id '" + id + "' names no single vulnerability; there are no wildcards");
        }
        if (affected.contains("*") && !affected.equals(AllowList.ANY_PACKAGE)) {
            problems.add("package '" + affected + "' is not a package; '*' alone means every package");
        }
        if (!id.isEmpty() && !affected.isEmpty()) {
            AllowList.Entry accepted = new AllowList.Entry(id, affected, "", "", null);
            String first = places.putIfAbsent(accepted.key(), entry.where());
            if (first != null) {
                problems.add("it accepts " + accepted.subject() + ", which " + first + " does already");
            }
        }
        return problems;
    }

    private static String text(EntryList.Entry entry, String field) {
        return OneLine.of(entry.text(field), LONGEST);
    }
}
