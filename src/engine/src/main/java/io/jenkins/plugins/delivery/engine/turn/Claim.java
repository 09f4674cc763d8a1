package io.jenkins.plugins.delivery.engine.turn;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that wants, or has, the turn of a service in an environment.
 *
 * @param target where; no two promotions of one target run at the same time
 * @param run name or URL of the run
 * @param version what it promotes, or null
 * @param commit what that was built from, or null
 * @param since when it began to wait, which decides who comes first
 */
public record Claim(Target target, String run, String version, String commit, Instant since) {

    /** @param repository URL of the GitOps repository, or an empty text where there is none */
    public record Target(String repository, String service, String environment) {}

    /** Whether both are of one run for one target. */
    boolean isSame(Claim other) {
        return target.equals(other.target) && run.equals(other.run);
    }

    /** For sentences: {@code payments 1.4.0 (run https://…)}. */
    @Override
    public String toString() {
        return target.service() + (version == null ? "" : " " + version) + " (run " + run + ")";
    }

    /** As plain values that a host can save; the inverse of {@link #fromMap}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("repository", target.repository());
        map.put("service", target.service());
        map.put("env", target.environment());
        map.put("run", run);
        if (version != null) {
            map.put("version", version);
        }
        if (commit != null) {
            map.put("commit", commit);
        }
        map.put("since", since.toString());
        return map;
    }

    /** A claim from {@link #toMap}. */
    public static Claim fromMap(Map<String, ?> map) {
        Target target = new Target(text(map, "repository"), text(map, "service"), text(map, "env"));
        return new Claim(
                target, text(map, "run"), text(map, "version"), text(map, "commit"), Instant.parse(text(map, "since")));
    }

    private static String text(Map<String, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? null : value.toString();
    }
}
