package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the keys of one result map. What is there and wrong is refused with the path of the key.
 *
 * @param path of the map in the step's arguments
 */
record Fields(String path, Map<String, Object> map) {

    private static final int LONGEST = 300;
    private static final int LONGEST_NAME = 100;

    /** A map with texts as keys. */
    static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), value));
        return plain;
    }

    /** One line of bounded length; null when there is none. Control and direction characters become spaces. */
    String text(String key) {
        Object value = map.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong("has no text under " + key);
        }
        String line =
                value.toString().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        if (line.isEmpty()) {
            return null;
        }
        int end = Math.min(line.length(), LONGEST - 1);
        return line.length() <= LONGEST
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    String required(String key) {
        String text = text(key);
        if (text == null) {
            throw wrong("needs " + key);
        }
        return text;
    }

    /** A digest; null when there is none. */
    String digest(String key) {
        String text = text(key);
        if (text != null && !Digest.isDigest(text)) {
            throw wrong("has the " + key + " '" + text + "', which is not sha256:<64 hexadecimal digits>");
        }
        return text;
    }

    /** A count; 0 when there is none. */
    long number(String key) {
        Object value = map.get(key);
        if (value == null) {
            return 0;
        }
        try {
            long number = Long.parseLong(value.toString());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong("has the " + key + " '" + value + "', which is no whole number");
        }
        throw wrong("has a negative " + key);
    }

    /** Every key with its count. */
    void numbers(Map<String, Long> into) {
        map.keySet().forEach(key -> into.put(name(key), number(key)));
    }

    ProofVerdict verdict() {
        String text = text("verdict");
        return ProofVerdict.of(text)
                .orElseThrow(() -> wrong(
                        text == null
                                ? "has no verdict: passed, failed or errored"
                                : "has the verdict '" + text + "', which is not passed, failed or errored"));
    }

    Map<String, Object> map(String key) {
        Object value = map.get(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> inner) {
            return plain(inner);
        }
        throw wrong("has no map under " + key);
    }

    /** A short name without control characters. */
    String name(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || !name.matches("[^\\p{Cntrl}\\p{Cf}]+")) {
            throw wrong("is no name of at most " + LONGEST_NAME + " printable characters");
        }
        return name;
    }

    String repository(String repository) {
        try {
            return ImageRepository.parse(repository).toString();
        } catch (InvalidInputException e) {
            throw wrong("is in no repository: " + String.join("; ", e.problems()));
        }
    }

    InvalidInputException wrong(String problem) {
        return new InvalidInputException("evidenceRecord", List.of(path + " " + problem));
    }
}
