package io.jenkins.plugins.delivery.engine.promotion;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One version that must not be promoted: a line of the service's quarantine file, its fields apart by tabulators. A person may write a
 * line with the version alone.
 *
 * @param version that is banned
 * @param digest of its image, banned under every version; null when it is not known
 * @param env where it showed to be bad, or null
 * @param since when it was banned, as ISO 8601, or null
 * @param run that banned it, or null
 * @param reason why; "no reason is written down" when nobody said
 */
public record QuarantineLine(String version, String digest, String env, String since, String run, String reason) {

    private static final String NOTHING = "-";
    private static final String NO_REASON = "no reason is written down";

    public QuarantineLine {
        // Nobody reads fractions of a second; lines that were written with them are shown without.
        since = since == null ? null : since.replaceFirst("\\.\\d+Z$", "Z");
    }

    /** The line that a text holds. */
    static QuarantineLine parse(String text) {
        String[] fields = text.strip().split("\\t", 6);
        if (fields.length < 6) {
            // Written by a person: the version, and what else there is as the reason.
            String[] words = text.strip().split("\\s+", 2);
            return new QuarantineLine(words[0], null, null, null, null, words.length > 1 ? words[1] : NO_REASON);
        }
        String reason = field(fields[5]);
        return new QuarantineLine(
                fields[0].strip(),
                field(fields[1]),
                field(fields[2]),
                field(fields[3]),
                field(fields[4]),
                reason == null ? NO_REASON : reason);
    }

    private static String field(String text) {
        String value = text.strip();
        return value.isEmpty() || value.equals(NOTHING) ? null : value;
    }

    /** As it stands in the file. */
    String text() {
        return String.join("\t", version, plain(digest), plain(env), plain(since), plain(run), plain(reason));
    }

    private static String plain(String value) {
        String line = value == null
                ? ""
                : value.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
        return line.isEmpty() ? NOTHING : line;
    }

    /** Whether it bans this version, or this image under another version. */
    boolean bans(String otherVersion, String otherDigest) {
        return version.equals(otherVersion) || digest != null && digest.equals(otherDigest);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version);
        put(map, "digest", digest);
        put(map, "env", env);
        put(map, "since", since);
        put(map, "run", run);
        put(map, "reason", reason);
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** For sentences: {@code since 2026-11-21T13:00:00Z (seen in stage, run …): it is Degraded}. */
    @Override
    public String toString() {
        String seen = (env == null ? "" : "seen in " + env)
                + (env == null || run == null ? "" : ", ")
                + (run == null ? "" : "run " + run);
        return (since == null ? "" : " since " + since) + (seen.isEmpty() ? "" : " (" + seen + ")") + ": " + reason;
    }
}
