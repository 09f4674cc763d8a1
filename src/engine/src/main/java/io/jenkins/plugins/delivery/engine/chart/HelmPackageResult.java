package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code helmPackage}.
 *
 * @param name of the chart
 * @param version of the chart
 * @param appVersion of the application inside
 * @param content digest of the chart without its versions: equal for a release and the candidate that was tested for it
 * @param archive path of the .tgz, relative to the workspace where it is inside
 * @param ociReference {@code oci://host/path/name:version}; null when no registry was named
 * @param digest manifest digest in the registry; null when the chart is not there
 * @param pushed whether this run put it there; false when the same chart was there already
 * @param held whether it is there without the tag of its version, so that only who knows the digest sees it
 * @param rendered the values files that the chart was rendered with
 */
public record HelmPackageResult(
        String name,
        String version,
        String appVersion,
        String content,
        String archive,
        String ociReference,
        String digest,
        boolean pushed,
        boolean held,
        List<String> rendered)
        implements OperationResult {

    /** The same package, which is in a registry. */
    HelmPackageResult inRegistry(String reference, String manifestDigest, boolean byThisRun) {
        return new HelmPackageResult(
                name, version, appVersion, content, archive, reference, manifestDigest, byThisRun, held, rendered);
    }

    /** The same package, which has no tag yet. */
    HelmPackageResult heldBack() {
        return new HelmPackageResult(
                name, version, appVersion, content, archive, ociReference, digest, pushed, true, rendered);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("version", version);
        map.put("appVersion", appVersion);
        map.put("content", content);
        map.put("archive", archive);
        if (ociReference != null) {
            map.put("ociReference", ociReference);
        }
        if (digest != null) {
            map.put("digest", digest);
        }
        map.put("pushed", pushed);
        map.put("held", held);
        map.put("rendered", rendered);
        return map;
    }
}
