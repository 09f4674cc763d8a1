package io.jenkins.plugins.delivery.recorded.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line of the list, read from left to right: names with their dots, and single signs. */
final class Words {

    private static final Pattern WORD = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)+'|@?[\\w$]+(?:\\.[\\w$]+)*|\\.\\.\\.|\\S)");

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private int next;

    Words(String line) {
        this.line = line;
        Matcher word = WORD.matcher(line);
        while (word.lookingAt()) {
            words.add(word.group(1));
            ends.add(word.end());
            word.region(word.end(), line.length());
        }
    }

    private boolean atEnd() {
        return next == words.size();
    }

    /** The next word, which stays the next; empty at the end. */
    String peek() {
        return atEnd() ? "" : words.get(next);
    }

    /** Takes the next word. */
    String take() {
        if (atEnd()) {
            throw problem("more");
        }
        return words.get(next++);
    }

    /** Takes the next word when it is this one. */
    boolean accept(String word) {
        boolean found = peek().equals(word);
        if (found) {
            next++;
        }
        return found;
    }

    /** Takes the next word, which has to be this one. */
    void expect(String word) {
        if (!accept(word)) {
            throw problem("'" + word + "'");
        }
    }

    /** Nothing may be left. */
    void expectEnd() {
        if (!atEnd()) {
            throw problem("the end of the line");
        }
    }

    /** The text behind the last word taken. */
    String rest() {
        return line.substring(ends.get(next - 1)).strip();
    }

    /** Whether the last parameter of the line is a variable number of arguments. */
    boolean hasVarargs() {
        return words.contains("...");
    }

    /** Where reading stands, for {@link #back}. */
    int mark() {
        return next;
    }

    /** Goes back to a mark. */
    void back(int mark) {
        next = mark;
    }

    /** A line that the recorder would not write. */
    IllegalArgumentException problem(String expected) {
        return new IllegalArgumentException("Expected " + expected + " before '" + peek() + "' in the line '" + line
                + "' of the recorded API. Record the list anew.");
    }
}
