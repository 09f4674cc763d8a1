package io.jenkins.plugins.delivery.engine.chart;

import java.util.regex.Pattern;

/**
 * Which Helm does the work.
 *
 * @param kind where it comes from
 * @param path of the program when the kind is {@link Kind#PATH}, else null
 */
public record HelmChoice(Kind kind, String path) {

    /** Where Helm comes from. */
    public enum Kind {
        /** The {@code helm} on the agent's PATH when there is one that is fit, the embedded one otherwise. */
        AUTO,
        /** The {@code helm} on the agent's PATH, and no other. */
        AGENT,
        /** The one that comes with this product. */
        EMBEDDED,
        /** The program that {@code path} names. */
        PATH
    }

    /** No control characters, and nothing that could be taken for an option. */
    private static final Pattern PROGRAM = Pattern.compile("[^\\p{Cntrl}-][^\\p{Cntrl}]*");

    /**
     * Reads the parameter {@code helm}: {@code auto}, {@code agent}, {@code embedded}, or a path, which has a separator.
     *
     * @throws IllegalArgumentException with a clause when it is none of them
     */
    public static HelmChoice parse(String text) {
        return switch (text) {
            case "auto" -> new HelmChoice(Kind.AUTO, null);
            case "agent" -> new HelmChoice(Kind.AGENT, null);
            case "embedded" -> new HelmChoice(Kind.EMBEDDED, null);
            default -> {
                boolean path = text.contains("/") || text.contains("\\");
                if (!path || !PROGRAM.matcher(text).matches()) {
                    throw new IllegalArgumentException(
                            "'" + text + "' is not auto, agent, embedded or the path of a helm program");
                }
                yield new HelmChoice(Kind.PATH, text);
            }
        };
    }
}
