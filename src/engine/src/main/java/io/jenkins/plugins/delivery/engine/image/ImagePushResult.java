package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code imagePush}.
 *
 * @param image {@code repository@digest}; null when a lookup found nothing
 * @param digest of the manifest or index; null when a lookup found nothing
 * @param tags that name the digest now
 * @param reused whether an image of the same tree was taken instead of a new one
 * @param found whether the registry has the image
 * @param size bytes of all blobs and manifests the image consists of; 0 when a lookup found nothing
 */
public record ImagePushResult(String image, String digest, List<String> tags, boolean reused, boolean found, long size)
        implements OperationResult {

    /** A lookup that found nothing. */
    static ImagePushResult absent() {
        return new ImagePushResult(null, null, List.of(), false, false, 0);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (found) {
            map.put("image", image);
            map.put("digest", digest);
        }
        map.put("tags", tags);
        map.put("reused", reused);
        map.put("found", found);
        map.put("size", size);
        return map;
    }
}
