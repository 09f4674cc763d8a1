package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.scan.ImageScanner.Start;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image whose findings are awaited, as the ticket keeps it.
 *
 * @param digest of the image
 * @param platforms what is scanned
 * @param fingerprint of the findings that were read last; empty when the last read had none to compare
 * @param agreed how many reads in a row had these findings
 */
record WatchedImage(String digest, List<WatchedPlatform> platforms, String fingerprint, int agreed) {

    WatchedImage {
        platforms = List.copyOf(platforms);
    }

    /**
     * One manifest.
     *
     * @param name of the platform; empty for an image that is no index
     * @param start what became of the request for a scan
     * @param scannedBefore when the scan before that one ended, in ISO 8601; empty when there was none
     */
    record WatchedPlatform(String digest, String name, Start start, String scannedBefore) {

        WatchedPlatform started(Start now, String before) {
            return new WatchedPlatform(digest, name, now, before);
        }

        /** The beginning of a clause about it: nothing, or the platform. */
        String prefix() {
            return name.isEmpty() ? "" : name + ": ";
        }

        private Map<String, Object> toMap() {
            return Map.of("digest", digest, "name", name, "start", start.name(), "scannedBefore", scannedBefore);
        }

        private static WatchedPlatform of(Map<?, ?> map) {
            return new WatchedPlatform(
                    (String) map.get("digest"),
                    (String) map.get("name"),
                    Start.valueOf((String) map.get("start")),
                    (String) map.get("scannedBefore"));
        }
    }

    WatchedImage with(List<WatchedPlatform> now) {
        return new WatchedImage(digest, now, fingerprint, agreed);
    }

    /** After a read with findings. */
    WatchedImage saw(String now) {
        return new WatchedImage(digest, platforms, now, now.equals(fingerprint) ? agreed + 1 : 1);
    }

    /** After a read without findings to compare. */
    WatchedImage unsettled() {
        return new WatchedImage(digest, platforms, "", 0);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("digest", digest);
        map.put("platforms", platforms.stream().map(WatchedPlatform::toMap).toList());
        map.put("fingerprint", fingerprint);
        map.put("agreed", agreed);
        return map;
    }

    static WatchedImage of(Map<?, ?> map) {
        return new WatchedImage(
                (String) map.get("digest"),
                ((List<?>) map.get("platforms"))
                        .stream()
                                .map(platform -> WatchedPlatform.of((Map<?, ?>) platform))
                                .toList(),
                (String) map.get("fingerprint"),
                ((Number) map.get("agreed")).intValue());
    }
}
