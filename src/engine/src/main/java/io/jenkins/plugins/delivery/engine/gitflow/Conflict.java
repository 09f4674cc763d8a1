package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.version.Commit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A path that cannot be merged by itself.
 *
 * @param path in the repository; a dot when the histories themselves conflict
 * @param kind why
 * @param source the newest commit of the merged side that touched it and that the target lacks
 * @param target the newest commit of the target that touched it and that the merged side lacks
 */
public record Conflict(String path, ConflictKind kind, Optional<Commit> source, Optional<Commit> target) {

    Map<String, Object> toMap(String branch) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("branch", branch);
        map.put("path", path);
        map.put("kind", kind.text());
        return map;
    }
}
