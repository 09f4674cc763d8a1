package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.List;
import java.util.Optional;

/** A kustomization: {@code images} with {@code newTag} or {@code digest}, and the versions of {@code helmCharts}. */
final class KustomizeLayout {

    private KustomizeLayout() {}

    static void find(YamlPlace root, Found found) {
        Wanted.Subject subject = found.wanted().subject();
        List<YamlPlace> images =
                root.at("images").map(list -> list.items("name")).orElse(List.of());
        Optional<YamlPlace> image = one(images, found);
        image.ifPresent(entry -> image(entry, found));
        root.at("helmCharts").map(list -> list.items("name", "releaseName")).orElse(List.of()).stream()
                .filter(chart -> chart.text("name").filter(subject::owns).isPresent()
                        || chart.text("releaseName").filter(subject::owns).isPresent())
                .flatMap(chart -> chart.at("version").stream())
                .forEach(found::chart);
        if (found.isEmpty() && found.unknownChart().isEmpty()) {
            List<String> names = images.stream()
                    .flatMap(entry -> entry.text("name").stream())
                    .toList();
            throw new NotFoundException(
                    "The images of " + found.file() + " have no entry for "
                            + (subject.image() == null ? subject.service() : subject.image())
                            + (names.isEmpty() ? "." : "; there are " + String.join(", ", names) + "."),
                    "Say with image what the kustomization calls it, or add the entry once.");
        }
    }

    /** The entry of the service's image; a single entry is it, unless another image was asked for. */
    private static Optional<YamlPlace> one(List<YamlPlace> images, Found found) {
        Wanted.Subject subject = found.wanted().subject();
        List<YamlPlace> own = images.stream()
                .filter(entry -> entry.text("name").filter(subject::ownsImage).isPresent()
                        || entry.text("newName").filter(subject::ownsImage).isPresent())
                .toList();
        if (own.isEmpty() && images.size() == 1 && subject.image() == null) {
            return Optional.of(images.get(0));
        }
        if (own.size() > 1) {
            throw new TerminalException(
                    own.size() + " images of " + found.file() + " fit " + subject.service() + ": "
                            + String.join(
                                    ", ", own.stream().map(YamlPlace::path).toList()) + ".",
                    "Say with image which name is meant.");
        }
        return own.stream().findFirst();
    }

    private static void image(YamlPlace entry, Found found) {
        Optional<YamlPlace> tag = entry.at("newTag");
        Optional<YamlPlace> digest = entry.at("digest");
        tag.ifPresent(found::tag);
        found.digest(digest);
        if (!found.hasImage()) {
            throw new NotFoundException(
                    found.where(entry) + " has neither newTag nor digest.", "Write newTag there once, with any value.");
        }
    }

    /** The texts of an Argo CD application's {@code kustomize.images}: {@code [name=]newName:tag} or {@code …@digest}. */
    static void texts(YamlPlace list, Found found) {
        Wanted.Subject subject = found.wanted().subject();
        for (YamlPlace item : list.items()) {
            String text = item.text().orElse("");
            int equals = text.indexOf('=');
            ImageText image = ImageText.of(text.substring(equals + 1));
            String name = equals < 0 ? image.name() : text.substring(0, equals);
            if (subject.ownsImage(name) || subject.ownsImage(image.name())) {
                // The beginning keeps its meaning when items are added; the index is for texts that begin alike.
                String beginning = equals < 0
                        ? image.name() + (image.tag() == null && image.digest() != null ? "@" : ":")
                        : name + "=";
                YamlPlace place = list.beginning(beginning).orElse(item);
                found.value(place, text.substring(0, equals + 1) + image.at(found.wanted(), found.where(place)));
            }
        }
    }
}
