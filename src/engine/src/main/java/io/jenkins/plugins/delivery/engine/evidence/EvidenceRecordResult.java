package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code evidenceRecord}.
 *
 * @param digest of the record; null when there is none
 * @param added whether this call proved something new, so that a new record was written
 * @param text the record in words
 * @param chart what became of the chart; null when there is none
 * @param referrers digests of the artifacts that carry the record in a registry; none for a lookup
 * @param attachment what the record is called among the files of the run; null for a lookup
 */
public record EvidenceRecordResult(
        String digest, boolean added, EvidenceText text, TaggedChart chart, List<String> referrers, String attachment)
        implements OperationResult {

    /** Where a host keeps the newest record of a run. */
    static final String ATTACHMENT = "delivery/evidence.json";

    /**
     * @param reference {@code oci://host/path/name:version}
     * @param digest of the manifest behind the version's tag
     * @param tagged whether this call gave it the tag
     */
    public record TaggedChart(String reference, String digest, boolean tagged) {}

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("found", digest != null);
        map.put("added", added);
        if (digest != null) {
            map.put("digest", digest);
            map.put("scan", text.scan());
            map.put("tests", text.tests());
            map.put("summary", text.summary());
        }
        if (attachment != null) {
            map.put("attachment", attachment);
        }
        map.put("lines", text.lines());
        if (chart != null) {
            map.put(
                    "chart",
                    Map.of("reference", chart.reference(), "digest", chart.digest(), "tagged", chart.tagged()));
        }
        map.put("referrers", referrers);
        return map;
    }
}
