package io.jenkins.plugins.delivery.engine.trailer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trailers of commits, tags and notes: {@code Delivery-Name: value} lines in the last paragraph of the message, which
 * {@code git log --format='%(trailers)'} and {@code git tag -l --format='%(trailers)'} show too.
 */
public final class Trailers {

    public static final String SERVICE = "Delivery-Service";
    public static final String ENVIRONMENT = "Delivery-Environment";
    public static final String VERSION = "Delivery-Version";
    /** The release before. */
    public static final String PREVIOUS = "Delivery-Previous";

    public static final String DIGEST = "Delivery-Digest";
    public static final String CHART_VERSION = "Delivery-Chart-Version";
    public static final String CHART_CONTENT = "Delivery-Chart-Content";
    /** Digest of the record of what the version had proved when it was promoted. */
    public static final String EVIDENCE = "Delivery-Evidence";
    /** What the scan of the image said then. */
    public static final String SCAN = "Delivery-Scan";

    public static final String SOURCE_COMMIT = "Delivery-Source-Commit";
    /** Object id of the source commit's tree, by which builds of equal content know each other. */
    public static final String TREE = "Delivery-Tree";

    public static final String RUN = "Delivery-Run";
    public static final String APPROVER = "Delivery-Approver";
    public static final String REASON = "Delivery-Reason";
    /** What became of a reserved version. */
    public static final String STATE = "Delivery-State";

    public static final String FILE = "Delivery-File";
    /** A YAML path that the commit set; once for each. */
    public static final String SET = "Delivery-Set";
    /** Identity of the intent, by which a restarted run knows its own push. */
    public static final String INTENT = "Delivery-Intent";
    /** The promotion that this commit undoes. */
    public static final String RESTORES = "Delivery-Restores";

    private static final Pattern LINE = Pattern.compile("(Delivery-[A-Za-z-]+): *(.*)");
    private static final int LONGEST = 500;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Adds a trailer; null is left out. Line breaks and control characters become spaces, so no value can forge another trailer. */
    public Trailers add(String name, String value) {
        if (value != null && !value.isBlank()) {
            String line = value.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ");
            values.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
        }
        return this;
    }

    /** The trailers of a message; lines of other kinds are passed over. */
    public static Trailers of(String message) {
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
    public String get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A message with this subject and these trailers. */
    public String message(String subject) {
        return message(subject, "");
    }

    /** A message with this subject, one paragraph of text (empty for none) and these trailers. */
    public String message(String subject, String text) {
        StringBuilder message = new StringBuilder(oneLine(subject)).append("\n\n");
        if (!text.isBlank()) {
            message.append(oneLine(text)).append("\n\n");
        }
        values.forEach((name, all) -> all.forEach(
                value -> message.append(name).append(": ").append(value).append('\n')));
        return message.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
