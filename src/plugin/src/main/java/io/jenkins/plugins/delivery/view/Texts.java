package io.jenkins.plugins.delivery.view;

import java.util.Map;

/** Texts from outside, made fit for being kept and shown: bounded, and without characters that change how others are shown. */
final class Texts {

    /** More than a sentence of the engine needs; a run keeps no more of any text. */
    static final int LONGEST = 500;

    private static final int SHORT_ID = 7;
    private static final int SHORT_DIGEST = 12;

    private Texts() {}

    /** The text in one line; empty for null. */
    static String bounded(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        String start = text.length() > 2 * LONGEST ? text.substring(0, 2 * LONGEST) : text;
        String clean = start.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        if (clean.length() <= LONGEST && start.length() == text.length()) {
            return clean;
        }
        int end = Math.min(clean.length(), LONGEST - 1);
        if (end > 0 && Character.isHighSurrogate(clean.charAt(end - 1))) {
            end--;
        }
        return clean.substring(0, end) + "…";
    }

    /** One line of a text that is laid out with spaces: bounded, and without characters that are not seen. */
    static String line(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").stripTrailing();
        return clean.length() <= LONGEST ? clean : bounded(clean);
    }

    /** A value of a step's arguments or result as text; empty when it is absent. */
    static String of(Map<String, ?> values, String key) {
        Object value = values.get(key);
        return value == null || value instanceof Map<?, ?> ? "" : value.toString();
    }

    /** The first of the texts that says something. */
    static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** The algorithm and the first digits of a digest. */
    static String shortDigest(String digest) {
        int end = digest.indexOf(':') + 1 + SHORT_DIGEST;
        return digest.length() <= end ? digest : digest.substring(0, end);
    }

    /** A size for people, for example "34 MB"; empty when it is not known. */
    static String size(Object bytes) {
        if (!(bytes instanceof Number number) || number.longValue() <= 0) {
            return "";
        }
        long size = number.longValue();
        return size < 1000 ? size + " B" : size < 1_000_000 ? size / 1000 + " kB" : size / 1_000_000 + " MB";
    }

    static String shortId(String commit) {
        return commit.length() <= SHORT_ID ? commit : commit.substring(0, SHORT_ID);
    }
}
