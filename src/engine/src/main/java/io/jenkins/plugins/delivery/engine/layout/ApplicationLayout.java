package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Argo CD application: {@code targetRevision} of its own chart, and the image in {@code helm.parameters}, {@code valuesObject},
 * {@code values} or {@code kustomize.images}, of one source or several.
 */
final class ApplicationLayout {

    private ApplicationLayout() {}

    static void find(List<YamlPlace> applications, Found found) {
        YamlPlace application = one(applications, found);
        List<YamlPlace> sources = sources(application.at("spec").orElse(application));
        sources.forEach(source -> image(source, found));
        sources.forEach(source -> chart(source, sources.size(), found));
        if (found.isEmpty() && found.unknownChart().isEmpty()) {
            sources.forEach(source -> revision(source, found));
        }
        if (found.isEmpty() && found.unknownChart().isEmpty()) {
            throw new NotFoundException(
                    "The application " + application.text("metadata", "name").orElse("") + " in " + found.file()
                            + " names no version: there is no chart with a targetRevision, no helm.parameters, valuesObject"
                            + " or values with image.tag, and no kustomize.images.",
                    "Write it there once, or name the place with set, for example 'spec.source.targetRevision'.");
        }
    }

    private static YamlPlace one(List<YamlPlace> applications, Found found) {
        if (applications.size() == 1) {
            return applications.get(0);
        }
        Wanted.Subject subject = found.wanted().subject();
        List<String> names = applications.stream()
                .flatMap(application -> application.text("metadata", "name").stream())
                .toList();
        for (String wanted : List.of(
                subject.application(),
                subject.service() + "-" + subject.environment(),
                subject.environment() + "-" + subject.service(),
                subject.service())) {
            List<YamlPlace> own = applications.stream()
                    .filter(application -> application
                            .text("metadata", "name")
                            .filter(wanted::equals)
                            .isPresent())
                    .toList();
            if (own.size() > 1) {
                throw new TerminalException(
                        own.size() + " applications of " + found.file() + " are called " + wanted + ".",
                        "Say which one with set, for example 'doc[0].spec.source.targetRevision'.");
            }
            if (own.size() == 1) {
                return own.get(0);
            }
        }
        throw new NotFoundException(
                "No application of " + found.file() + " is called " + subject.application() + "; there are "
                        + String.join(", ", names) + ".",
                "Correct app, or name the place with set.");
    }

    /** @param spec of an application, or of the template of an ApplicationSet */
    private static List<YamlPlace> sources(YamlPlace spec) {
        List<YamlPlace> sources = new ArrayList<>();
        spec.at("source").ifPresent(sources::add);
        spec.at("sources").ifPresent(list -> sources.addAll(list.items("chart", "path", "ref", "repoURL")));
        return sources;
    }

    private static void image(YamlPlace source, Found found) {
        source.at("helm", "parameters")
                .map(list -> list.items("name"))
                .ifPresent(parameters -> parameters(parameters, found));
        String service = found.wanted().subject().service();
        for (String key : List.of("valuesObject", "values")) {
            Optional<YamlPlace> values = source.at("helm", key);
            if (values.isPresent() && !Fields.image(values.get(), found)) {
                values.get().at(service).ifPresent(own -> Fields.image(own, found));
            }
        }
        source.at("kustomize", "images").ifPresent(images -> KustomizeLayout.texts(images, found));
    }

    /** {@code image.tag}, or that of the service's own part of the values. */
    private static void parameters(List<YamlPlace> parameters, Found found) {
        for (String name : List.of("image.tag", found.wanted().subject().service() + ".image.tag")) {
            Optional<YamlPlace> tag = named(parameters, name);
            Optional<YamlPlace> digest = named(parameters, name.replaceAll("tag$", "digest"));
            if (tag.isPresent() || digest.isPresent()) {
                tag.ifPresent(found::tag);
                found.digest(digest);
                return;
            }
        }
        for (String name : List.of("imageTag", "tag", "global.image.tag")) {
            Optional<YamlPlace> tag = named(parameters, name);
            if (tag.isPresent()) {
                found.tag(tag.get());
                return;
            }
        }
        named(parameters, "image")
                .filter(image -> ImageText.of(image.text().orElse("")).pinned())
                .ifPresent(found::reference);
    }

    private static Optional<YamlPlace> named(List<YamlPlace> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.text("name").filter(name::equals).isPresent())
                .findFirst()
                .flatMap(parameter -> parameter.at("value"));
    }

    /** A chart that is called otherwise and takes the image as a value is shared by services, and keeps its own version. */
    private static void chart(YamlPlace source, int sources, Found found) {
        Optional<String> chart = source.text("chart")
                .filter(name -> !name.isEmpty())
                .or(() -> source.text("repoURL").filter(url -> url.startsWith("oci://")));
        if (chart.isEmpty()) {
            return;
        }
        String name = chart.get().substring(chart.get().lastIndexOf('/') + 1);
        boolean own = name.contains(found.wanted().subject().service());
        if (own || sources == 1 && !found.hasImage()) {
            source.at("targetRevision").filter(Fields::isText).ifPresent(found::chart);
        }
    }

    /** A Git source that is pinned to a tag of a version, or to a commit. */
    private static void revision(YamlPlace source, Found found) {
        if (source.text("chart").isPresent() || source.text("ref").isPresent()) {
            return;
        }
        source.at("targetRevision").ifPresent(place -> {
            String text = place.text().orElse("");
            if (text.matches("[0-9a-f]{40}") && found.wanted().commit() != null) {
                found.value(place, found.wanted().commit());
            } else if (Fields.isVersion(text) && text.contains(".")) {
                found.value(
                        place,
                        (text.startsWith("v") ? "v" : "") + found.wanted().tag());
            }
        });
    }
}
