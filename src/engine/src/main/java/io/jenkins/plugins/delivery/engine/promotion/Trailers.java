package io.jenkins.plugins.delivery.engine.promotion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trailers of promotion commits: {@code Delivery-Name: value} lines in the last paragraph of the message, which
 * {@code git log --format='%(trailers)'} shows too.
 */
final class Trailers {

    static final String SERVICE = "Delivery-Service";
    static final String ENVIRONMENT = "Delivery-Environment";
    static final String VERSION = "Delivery-Version";
    static final String DIGEST = "Delivery-Digest";
    static final String CHART_VERSION = "Delivery-Chart-Version";
    static final String SOURCE_COMMIT = "Delivery-Source-Commit";
    static final String RUN = "Delivery-Run";
    static final String APPROVER = "Delivery-Approver";
    static final String REASON = "Delivery-Reason";
    static final String FILE = "Delivery-File";
    /** A YAML path that the commit set; once for each. */
    static final String SET = "Delivery-Set";
    /** Identity of the intent, by which a restarted run knows its own push. */
    static final String INTENT = "Delivery-Intent";
    /** The promotion that this commit undoes. */
    static final String RESTORES = "Delivery-Restores";

    private static final Pattern LINE = Pattern.compile("(Delivery-[A-Za-z-]+): *(.*)");
    private static final int LONGEST = 500;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Adds a trailer; null is left out. Line breaks and control characters become spaces, so no value can forge another trailer. */
    Trailers add(String name, String value) {
        if (value != null && !value.isBlank()) {
            String line = value.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ");
            values.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
        }
        return this;
    }

    /** The trailers of a commit message; lines of other kinds are passed over. */
    static Trailers of(String message) {
        Trailers trailers = new Trailers();
        String[] paragraphs = message.strip().split("\\n\\s*\\n");
        if (paragraphs.length < 2) {
            return trailers;
        }
        paragraphs[paragraphs.length - 1].lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                trailers.add(matcher.group(1), matcher.group(2));
            }
        });
        return trailers;
    }

    /** The first value; null when there is none. */
    String get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A commit message with this subject and these trailers. */
    String message(String subject) {
        StringBuilder message = new StringBuilder(subject.replaceAll("\\s+", " ")).append("\n\n");
        values.forEach((name, all) -> all.forEach(
                value -> message.append(name).append(": ").append(value).append('\n')));
        return message.toString();
    }
}
