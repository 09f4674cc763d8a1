package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a YAML file of the workspace that is a list of maps of texts: what a team writes down to accept for a while, with a reason and
 * an end, such as tests known to be flaky. A field {@code expires} is a date.
 */
public final class EntryList {

    private static final long MOST_BYTES = 256 * 1024L;
    private static final int MOST_ENTRIES = 500;
    private static final int LONGEST = 300;
    private static final String EXPIRES = "expires";

    private final Shape shape;
    private final Function<Entry, List<String>> more;
    private final List<String> problems = new ArrayList<>();

    private EntryList(Shape shape, Function<Entry, List<String>> more) {
        this.shape = shape;
        this.more = more;
    }

    /**
     * What such a file may hold.
     *
     * @param what the file is, for messages, for example {@code "The flaky list"}
     * @param required fields that every entry has
     * @param optional fields that it may have
     */
    public record Shape(String what, List<String> required, List<String> optional) {

        private List<String> all() {
            return Stream.concat(required.stream(), optional.stream()).toList();
        }
    }

    /**
     * One entry.
     *
     * @param where its place for messages, for example {@code entry 2}
     * @param fields those that are there, each on one line
     */
    public record Entry(String where, Map<String, String> fields) {

        /** The field's text; empty when it is not there. */
        public String text(String field) {
            return fields.getOrDefault(field, "");
        }

        /** The last day on which the entry counts; null without that field. */
        public LocalDate expires() {
            return fields.containsKey(EXPIRES) ? LocalDate.parse(fields.get(EXPIRES)) : null;
        }
    }

    /** @return whether there is such a file */
    public static boolean exists(Path workDir, String file, Shape shape) {
        return Files.isRegularFile(WorkspacePath.resolve(workDir, file, shape.what()));
    }

    /**
     * Reads the file, and has the fields that are there judged, so that everything wrong is told at once.
     *
     * @param file relative path
     * @param more what else is wrong with an entry, which may lack fields
     * @throws InvalidInputException with every problem of every entry
     * @throws TerminalException when it is not there, no text or no YAML
     */
    public static List<Entry> read(Path workDir, String file, Shape shape, Function<Entry, List<String>> more) {
        Path path = WorkspacePath.resolve(workDir, file, shape.what());
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException(
                        shape.what() + " " + file, List.of("it is larger than " + MOST_BYTES / 1024 + " KiB"));
            }
            return of(file, YamlValues.parse(file, Files.readString(path)), shape, more);
        } catch (IOException e) {
            throw new TerminalException(
                    shape.what() + " " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ").",
                    "It has to be a text in UTF-8.",
                    e);
        }
    }

    /**
     * Judges entries that were read before, as {@link #read(Path, String, Shape, Function)} does.
     *
     * @param file where they come from, for messages
     * @param document a list of maps; null for an empty file
     * @throws InvalidInputException with every problem of every entry
     */
    public static List<Entry> of(String file, Object document, Shape shape, Function<Entry, List<String>> more) {
        EntryList reading = new EntryList(shape, more);
        List<Entry> entries = document == null ? List.of() : reading.all(document);
        if (!reading.problems.isEmpty()) {
            throw new InvalidInputException(reading.shape.what() + " " + file, reading.problems);
        }
        return entries;
    }

    private List<Entry> all(Object document) {
        List<Entry> entries = new ArrayList<>();
        if (!(document instanceof List<?> items)) {
            problems.add("it is not a list of entries with " + String.join(", ", shape.required()));
        } else if (items.size() > MOST_ENTRIES) {
            problems.add("it has " + items.size() + " entries, and " + MOST_ENTRIES + " are the most");
        } else {
            for (Object item : items) {
                String where = "entry " + (entries.size() + 1);
                Entry entry = new Entry(where, item instanceof Map<?, ?> map ? fields(where, map) : Map.of());
                entries.add(entry);
                more.apply(entry).forEach(problem -> problems.add(where + ": " + problem));
                if (!(item instanceof Map)) {
                    problems.add(where + " is not a map of " + String.join(", ", shape.all()));
                }
            }
        }
        return entries;
    }

    private Map<String, String> fields(String where, Map<?, ?> map) {
        Map<String, String> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String field = String.valueOf(key);
            String text = value == null ? "" : value.toString().strip().replaceAll("\\s+", " ");
            if (!shape.all().contains(field)) {
                problems.add(where + ": " + NearestName.unknownKey("", field, shape.all()));
            } else if (value instanceof Map || value instanceof List || text.length() > LONGEST) {
                problems.add(where + ": " + field + " is not one text of at most " + LONGEST + " characters");
            } else if (!text.isEmpty()) {
                fields.put(field, text);
            }
        });
        shape.required().stream()
                .filter(field -> !fields.containsKey(field))
                .forEach(field -> problems.add(where + " has no " + field));
        if (fields.containsKey(EXPIRES) && !isDate(fields.get(EXPIRES))) {
            problems.add(where + ": expires '" + fields.get(EXPIRES) + "' is not a date like 2027-01-31");
        }
        return fields;
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
