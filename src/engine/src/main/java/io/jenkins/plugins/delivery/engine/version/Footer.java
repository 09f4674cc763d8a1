package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A footer of a conventional commit (items 8 to 10, 12, 15, 16 of Conventional Commits 1.0.0), which is also how Git writes a trailer.
 *
 * @param token a word with dashes for spaces, as it was written; only {@code BREAKING CHANGE} has a space
 * @param value all text up to the next footer, with its line breaks
 */
record Footer(String token, String value) {

    /** Both separators: a colon and a space, or a space and a hash. */
    private static final Pattern START =
            Pattern.compile("(?<token>BREAKING CHANGE|[\\p{L}\\p{N}][\\p{L}\\p{N}-]*)(?:: | #)(?<value>.*\\S.*)");

    /** Read generously, because a missed breaking change costs most: its text may stand on the lines below. */
    private static final Pattern BREAKING = Pattern.compile("(?<token>BREAKING[ -]CHANGE)(?::\\s*| #)(?<value>.*)");

    /** What GitHub puts between the messages of a squash and its own co-author footers. */
    private static final Pattern RULE = Pattern.compile("-{3,}");

    /**
     * The footers of a message. They begin after a blank line; one of a breaking change counts wherever a line begins with it.
     *
     * @param lines what follows the header
     */
    static List<Footer> of(List<String> lines) {
        List<Footer> footers = new ArrayList<>();
        boolean startsHere = false;
        for (String line : lines) {
            Matcher breaking = BREAKING.matcher(line);
            Matcher start = START.matcher(line);
            if (line.startsWith("BREAKING") && breaking.matches()) {
                footers.add(new Footer(breaking.group("token"), breaking.group("value")));
            } else if ((startsHere || !footers.isEmpty()) && separates(line) && start.matches()) {
                footers.add(new Footer(start.group("token"), start.group("value")));
            } else if (isRule(line)) {
                startsHere = true;
                continue;
            } else if (!footers.isEmpty()) {
                Footer last = footers.remove(footers.size() - 1);
                footers.add(new Footer(last.token(), last.value() + "\n" + line));
            }
            startsHere = line.isBlank();
        }
        return footers.stream()
                .map(footer -> new Footer(footer.token(), footer.value().strip()))
                .toList();
    }

    /** The footers of the closing paragraphs that hold nothing else: what Git calls trailers (git-interpret-trailers). */
    static List<Footer> closing(List<String> lines) {
        int from = lines.size();
        boolean closes = true;
        for (int i = lines.size() - 1; i >= 0 && closes; i--) {
            String line = lines.get(i);
            boolean opens = i == 0 || lines.get(i - 1).isBlank() || isRule(lines.get(i - 1));
            boolean continued = line.startsWith(" ") || line.startsWith("\t");
            closes = line.isBlank()
                    || isRule(line)
                    || separates(line) && START.matcher(line).matches()
                    || continued && !opens;
            if (closes && opens && !line.isBlank()) {
                from = i;
            }
        }
        List<String> closing = new ArrayList<>(List.of(""));
        closing.addAll(lines.subList(from, lines.size()));
        return of(closing);
    }

    /** Spares the common line the expressions: a range may have tens of thousands of messages. */
    private static boolean separates(String line) {
        return line.contains(": ") || line.contains(" #") || line.startsWith("BREAKING");
    }

    private static boolean isRule(String line) {
        return line.startsWith("-") && RULE.matcher(line).matches();
    }

    boolean is(String name) {
        return token.equalsIgnoreCase(name);
    }

    /** Upper case is required of this token alone (item 15); the dash is its synonym (item 16). */
    boolean isBreaking() {
        return token.equals("BREAKING CHANGE") || token.equals("BREAKING-CHANGE");
    }

    /** The value up to its first blank line, in one line. */
    String text() {
        return value.lines()
                .map(String::strip)
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
