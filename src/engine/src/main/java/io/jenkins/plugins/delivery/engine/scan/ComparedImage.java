package io.jenkins.plugins.delivery.engine.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Another image whose findings are compared with those of the image that is scanned, as the ticket keeps it.
 *
 * @param name digest or tag, as the request says it
 * @param image empty when it cannot be compared
 * @param obstacle why not, as a clause; empty while it may still be
 */
record ComparedImage(String name, Optional<WatchedImage> image, String obstacle) {

    private static final int LONGEST = 300;

    static ComparedImage watched(String name, WatchedImage image) {
        return new ComparedImage(name, Optional.of(image), "");
    }

    static ComparedImage lost(String name, String obstacle) {
        return new ComparedImage(name, Optional.empty(), OneLine.of(obstacle, LONGEST));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        image.ifPresent(watched -> map.put("image", watched.toMap()));
        map.put("obstacle", obstacle);
        return map;
    }

    static ComparedImage of(Map<?, ?> map) {
        return new ComparedImage(
                (String) map.get("name"),
                Optional.ofNullable((Map<?, ?>) map.get("image")).map(WatchedImage::of),
                (String) map.get("obstacle"));
    }
}
