package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The record of a release.
 *
 * @param record what stands on the remote
 */
public record VersionRecordResult(ReleaseRecord record) implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tag", record.tag());
        map.put("tagObject", record.object());
        map.put("commit", record.commit());
        map.put("state", record.state().text());
        record.message().version().ifPresent(version -> map.put("version", version));
        record.message().previous().ifPresent(previous -> map.put("previous", previous));
        record.message().tree().ifPresent(tree -> map.put("tree", tree));
        record.digest().ifPresent(digest -> map.put("digest", digest));
        record.reservedBy().ifPresent(run -> map.put("reservedBy", run));
        record.note().flatMap(ReleaseNote::run).ifPresent(run -> map.put("recordedBy", run));
        record.note().flatMap(ReleaseNote::reason).ifPresent(reason -> map.put("reason", reason));
        return map;
    }
}
