package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what is to be written where; what tells the image comes first, because people know a version by its tag. */
final class Found {

    private final String file;
    private final Wanted wanted;
    private final Map<String, String> images = new LinkedHashMap<>();
    private final Map<String, String> charts = new LinkedHashMap<>();

    /** A chart version stands in the file, but none is known to write. */
    private YamlPlace unknownChart;

    Found(String file, Wanted wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    String file() {
        return file;
    }

    Wanted wanted() {
        return wanted;
    }

    void tag(YamlPlace place) {
        images.put(place.path(), wanted.tag());
    }

    /** A digest beside a tag; one that is empty or null pins nothing and stays. */
    void digest(Optional<YamlPlace> place) {
        place.filter(found -> !found.isNothing())
                .ifPresent(found -> images.put(found.path(), ImageText.digest(wanted, where(found))));
    }

    /** A whole reference to an image. */
    void reference(YamlPlace place) {
        ImageText image = ImageText.of(place.text().orElse(""));
        if (place.isNothing() || image.name().contains("@")) {
            throw new TerminalException(
                    where(place) + " is '" + image.name() + "', which names no image that could get another tag.",
                    "Write the image there once, with any tag.");
        }
        images.put(place.path(), image.at(wanted, where(place)));
    }

    void value(YamlPlace place, String value) {
        images.put(place.path(), value);
    }

    void chart(YamlPlace place) {
        if (wanted.chartVersion() == null) {
            unknownChart = place;
        } else {
            charts.put(place.path(), wanted.chartVersion());
        }
    }

    void add(Found other) {
        images.putAll(other.images);
        charts.putAll(other.charts);
        unknownChart = unknownChart == null ? other.unknownChart : unknownChart;
    }

    boolean hasImage() {
        return !images.isEmpty();
    }

    boolean isEmpty() {
        return images.isEmpty() && charts.isEmpty();
    }

    /** The place of a chart version that could not be written for want of one. */
    Optional<YamlPlace> unknownChart() {
        return Optional.ofNullable(unknownChart);
    }

    /** The path that tells best what was found. */
    String first() {
        return values().keySet().stream().findFirst().orElseGet(() -> unknownChart.path());
    }

    Map<String, String> values() {
        Map<String, String> all = new LinkedHashMap<>(images);
        all.putAll(charts);
        return all;
    }

    String where(YamlPlace place) {
        return "'" + place.path() + "' in " + file;
    }
}
