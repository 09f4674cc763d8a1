package io.jenkins.plugins.delivery.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unified diff, line by line.
 *
 * @param lines the lines as they are shown
 * @param added how many lines were added
 * @param removed how many lines were removed
 */
public record DiffView(List<Line> lines, int added, int removed) {

    /** A longer diff is cut; nobody reads it on this page. */
    static final int MOST_LINES = 600;

    private static final Pattern HUNK = Pattern.compile("^@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

    /** What a line is; the name in lower case is its style. */
    public enum Kind {
        FILE,
        HUNK,
        ADD,
        DEL,
        SAME
    }

    /**
     * One line.
     *
     * @param kind what it is
     * @param before its number in the old file; empty when it has none
     * @param after its number in the new file; empty when it has none
     * @param text the text without the sign, in three parts: what is the same as in the other line of a replacement, what differs, and
     *     what is the same again
     */
    public record Line(Kind kind, String before, String after, List<String> text) {

        private String whole() {
            return String.join("", text);
        }
    }

    /** Reads a diff; a text that is none is shown as it is. */
    static DiffView of(String diff) {
        Reader reader = new Reader();
        List<String> all = diff.lines().toList();
        all.stream().limit(MOST_LINES).forEach(reader::read);
        if (all.size() > MOST_LINES) {
            reader.plain(Kind.HUNK, (all.size() - MOST_LINES) + " more lines are in the commit");
        }
        return new DiffView(emphasised(reader.lines), reader.added, reader.removed);
    }

    /** Reads lines one after the other and counts their numbers. */
    private static final class Reader {
        private final List<Line> lines = new ArrayList<>();
        private int before;
        private int after;
        private int oldLeft;
        private int newLeft;
        private int added;
        private int removed;

        /** Inside a hunk the sign decides; outside, everything is about files: a removed "-- x" is no file header. */
        void read(String line) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                before = Integer.parseInt(hunk.group(1));
                after = Integer.parseInt(hunk.group(3));
                oldLeft = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
                newLeft = hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4));
                plain(Kind.HUNK, line);
            } else if (oldLeft <= 0 && newLeft <= 0) {
                plain(Kind.FILE, line);
            } else if (line.startsWith("+")) {
                newLeft--;
                added++;
                add(Kind.ADD, "", "" + after++, line.substring(1));
            } else if (line.startsWith("-")) {
                oldLeft--;
                removed++;
                add(Kind.DEL, "" + before++, "", line.substring(1));
            } else if (line.startsWith("\\")) {
                plain(Kind.HUNK, line);
            } else {
                oldLeft--;
                newLeft--;
                add(Kind.SAME, "" + before++, "" + after++, line.isEmpty() ? "" : line.substring(1));
            }
        }

        void plain(Kind kind, String text) {
            add(kind, "", "", text);
        }

        private void add(Kind kind, String old, String now, String text) {
            lines.add(new Line(kind, old, now, List.of(text, "", "")));
        }
    }

    /** In a replacement of one line by one line, the part that differs is told apart. */
    private static List<Line> emphasised(List<Line> lines) {
        List<Line> result = new ArrayList<>(lines);
        for (int i = 0; i + 1 < lines.size(); i++) {
            boolean single = kind(lines, i) == Kind.DEL
                    && kind(lines, i + 1) == Kind.ADD
                    && kind(lines, i - 1) != Kind.DEL
                    && kind(lines, i + 2) != Kind.ADD;
            if (single) {
                String old = lines.get(i).whole();
                String now = lines.get(i + 1).whole();
                result.set(i, split(lines.get(i), old, now));
                result.set(i + 1, split(lines.get(i + 1), now, old));
            }
        }
        return List.copyOf(result);
    }

    private static Kind kind(List<Line> lines, int index) {
        return index < 0 || index >= lines.size() ? Kind.SAME : lines.get(index).kind();
    }

    private static Line split(Line line, String text, String other) {
        int shorter = Math.min(text.length(), other.length());
        int start = 0;
        while (start < shorter && text.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && text.charAt(text.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int stop = text.length() - end;
        // The whole word is what changed for a person: of two versions, not only the digits that differ. A word never
        // ends between the
        // two halves of a character.
        while (start > 0 && word(text.charAt(start - 1))) {
            start--;
        }
        while (stop < text.length() && word(text.charAt(stop))) {
            stop++;
        }
        return new Line(
                line.kind(),
                line.before(),
                line.after(),
                List.of(text.substring(0, start), text.substring(start, stop), text.substring(stop)));
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || ".-_+:@".indexOf(c) >= 0;
    }
}
