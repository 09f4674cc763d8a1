package io.jenkins.plugins.delivery.engine.trailer;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** What the entry of the ledger tells: promote, rollback, approve …; entries from before this trailer are promotions and rollbacks. */
    public static final String ACTION = "Delivery-Action";

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
    /** Who set a freeze aside for this, and why. */
    public static final String OVERRIDE = "Delivery-Override";
    /** What became of a reserved version. */
    public static final String STATE = "Delivery-State";

    public static final String FILE = "Delivery-File";
    /** A YAML path that the commit set; once for each. */
    public static final String SET = "Delivery-Set";
    /** Identity of the intent, by which a restarted run knows its own push. */
    public static final String INTENT = "Delivery-Intent";
    /** What a person chose for a version that does not work: rollback, roll-forward, keep. */
    public static final String CHOICE = "Delivery-Choice";
    /** The promotion that this commit undoes; once for each. */
    public static final String RESTORES = "Delivery-Restores";
    /** The promotion, as a commit of the GitOps repository, that a decision is about. */
    public static final String PROMOTION = "Delivery-Promotion";
    /** The commit of the GitOps branch that did what this record, written afterwards, tells of. */
    public static final String LANDED = "Delivery-Landed";
    /** A version that must not be promoted any more since this commit. */
    public static final String QUARANTINED = "Delivery-Quarantined";
    /** What brought the version to the environment when it was not Argo CD: helm, ecs. */
    public static final String DEPLOYER = "Delivery-Deployer";
    /** What ran there before. */
    public static final String FROM = "Delivery-From";

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
        String[] paragraphs = paragraphs(message);
        return paragraphs.length < 2 ? new Trailers() : read(paragraphs[paragraphs.length - 1]);
    }

    /**
     * The trailers of each paragraph that has some, in order. A pull request that was squashed carries those of all its commits
     * between other paragraphs, and more lines after them.
     */
    public static List<Trailers> blocks(String message) {
        return Arrays.stream(paragraphs(message))
                .skip(1)
                .map(Trailers::read)
                .filter(trailers -> !trailers.values.isEmpty())
                .toList();
    }

    private static String[] paragraphs(String message) {
        return message.strip().split("\\r?\\n[^\\S\\r\\n]*\\r?\\n\\s*");
    }

    private static Trailers read(String paragraph) {
        Trailers trailers = new Trailers();
        paragraph.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                trailers.add(matcher.group(1), matcher.group(2));
            }
        });
        return trailers;
    }

    /** A copy that can be added to. */
    public Trailers copy() {
        Trailers copy = new Trailers();
        values.forEach((name, all) -> copy.values.put(name, new ArrayList<>(all)));
        return copy;
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
