package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds by their usual names what tells a version among the keys of one mapping, such as an element of a generator. */
final class Fields {

    private static final List<String> TAG = List.of("imagetag", "tag");
    private static final List<String> DIGEST = List.of("imagedigest", "digest");
    private static final List<String> CHART = List.of("chartversion", "targetrevision", "chartrevision", "revision");
    private static final List<String> VERSION = List.of("appversion", "version");

    private Fields() {}

    /** What Helm charts read: {@code image.tag} and {@code image.digest}, or {@code image} as a whole reference. */
    static boolean image(YamlPlace place, Found found) {
        Optional<YamlPlace> tag = place.at("image", "tag").filter(Fields::isText);
        tag.ifPresent(found::tag);
        Optional<YamlPlace> digest = place.at("image", "digest").filter(pin -> isText(pin) && !pin.isNothing());
        if (tag.isPresent() || digest.isPresent()) {
            found.digest(digest);
            return true;
        }
        Optional<YamlPlace> whole = place.at("image")
                .filter(image ->
                        image.text().filter(text -> ImageText.of(text).pinned()).isPresent());
        whole.ifPresent(found::reference);
        return whole.isPresent();
    }

    /** Everything that tells a version: image, chart, or the application itself. */
    static void all(YamlPlace place, Found found) {
        boolean image = image(place, found);
        if (!image) {
            Optional<YamlPlace> tag = named(place, TAG, text -> true);
            tag.ifPresent(found::tag);
            found.digest(named(place, DIGEST, text -> true));
            image = tag.isPresent();
        }
        Optional<YamlPlace> chart = named(place, CHART, Fields::isVersion);
        chart.ifPresent(found::chart);
        if (!image && chart.isEmpty()) {
            named(place, VERSION, text -> true).ifPresent(found::tag);
        }
    }

    /** A branch, or HEAD, is followed and not promoted. */
    static boolean isVersion(String text) {
        return text.matches("[~^]?v?[0-9]+(\\.[0-9xX*]+){0,2}([-+].*)?") && !text.matches("[0-9a-f]{40}");
    }

    static boolean isText(YamlPlace place) {
        return place.text().isPresent();
    }

    private static Optional<YamlPlace> named(YamlPlace place, List<String> names, Predicate<String> fits) {
        return names.stream()
                .flatMap(name -> place.names().stream().filter(key -> key.replaceAll("[._-]", "")
                        .toLowerCase(Locale.ROOT)
                        .equals(name)))
                .flatMap(key -> place.at(key).stream())
                .filter(value -> value.text().filter(fits).isPresent())
                .findFirst();
    }
}
