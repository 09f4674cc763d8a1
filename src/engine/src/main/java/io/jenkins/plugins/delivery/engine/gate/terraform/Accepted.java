package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings that the team has accepted, each with a reason, somebody who answers for it, and an end. A list of maps with {@code id},
 * {@code path} (a pattern; every file when absent), {@code reason}, {@code owner} and {@code expires} (last day, UTC). Remembers which
 * entries were of use.
 */
final class Accepted {

    private static final List<String> NEEDED = List.of("id", "reason", "owner", "expires");
    private static final List<String> FIELDS = List.of("id", "path", "reason", "owner", "expires");
    private static final long MOST_BYTES = 256 * 1024L;

    private record Entry(String id, String path, LocalDate expires) {

        boolean matches(TerraformFinding finding) {
            return id.equals(finding.id()) && (path == null || AddressPattern.matches(path, finding.file()));
        }

        @Override
        public String toString() {
            return id + (path == null ? "" : " in " + path);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Entry> used = new HashSet<>();
    private final LocalDate today;

    private Accepted(LocalDate today) {
        this.today = today;
    }

    /** @throws InvalidInputException with every problem of every entry */
    static Accepted of(String file, EngineContext context) {
        Accepted accepted = new Accepted(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
        if (file == null || !Files.exists(WorkspacePath.resolve(context.workDir(), file, "allowList"))) {
            return accepted;
        }
        List<String> problems = new ArrayList<>();
        if (read(file, context) instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                accepted.take("entry " + (i + 1), items.get(i), problems);
            }
        } else {
            problems.add("it is not a list of entries with " + String.join(", ", FIELDS));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The list of accepted findings " + file, problems);
        }
        return accepted;
    }

    private static Object read(String file, EngineContext context) {
        Path path = WorkspacePath.resolve(context.workDir(), file, "allowList");
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException(
                        "The list of accepted findings " + file,
                        List.of("it is larger than " + MOST_BYTES / 1024 + " KiB"));
            }
            Object document = YamlValues.parse(file, Files.readString(path));
            return document == null ? List.of() : document;
        } catch (IOException e) {
            throw new TerminalException(
                    "The list of accepted findings " + file + " cannot be read (" + e.getMessage() + ").",
                    "It has to be UTF-8 text.",
                    e);
        }
    }

    private void take(String where, Object item, List<String> problems) {
        if (!(item instanceof Map<?, ?> map)) {
            problems.add(where + " is not a map of " + String.join(", ", FIELDS));
            return;
        }
        map.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !FIELDS.contains(key))
                .forEach(key -> problems.add(where + ": " + NearestName.unknownKey("", key, FIELDS)));
        NEEDED.stream()
                .filter(field -> text(map, field) == null)
                .forEach(field -> problems.add(where + " has no " + field));
        String expires = text(map, "expires");
        try {
            if (expires != null) {
                entries.add(new Entry(text(map, "id"), text(map, "path"), LocalDate.parse(expires)));
            }
        } catch (DateTimeParseException e) {
            problems.add(where + ": expires '" + expires + "' is not a date like 2027-01-31");
        }
    }

    private static String text(Map<?, ?> map, String field) {
        Object value = map.get(field);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    /** The findings that nobody has accepted. */
    List<TerraformFinding> without(List<TerraformFinding> findings) {
        return findings.stream().filter(finding -> !accepts(finding)).toList();
    }

    private boolean accepts(TerraformFinding finding) {
        List<Entry> matching =
                entries.stream().filter(entry -> entry.matches(finding)).toList();
        used.addAll(matching);
        return matching.stream().anyMatch(entry -> !entry.expires().isBefore(today));
    }

    /** What a person should know of the list, when every check has run: sentences. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.expires().isBefore(today)) {
                warnings.add("The acceptance of " + entry + " has expired on " + entry.expires() + ".");
            } else if (!used.contains(entry)) {
                warnings.add("Nothing is found any more that the acceptance of " + entry + " is for: delete it.");
            }
        }
        return warnings;
    }
}
