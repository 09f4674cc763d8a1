package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.argo.ArgoSource.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns sources into what they declare. Plain manifests are taken as they are. Of a Helm chart the values are merged as Helm does and its
 * templates stand for one Deployment and one Service: the stand-in has no cluster that could tell more.
 */
final class Renderer {

    private final GitFollower git;

    Renderer(GitFollower git) {
        this.git = git;
    }

    /** Resolves the target revisions, over the network. */
    List<String> resolve(List<ArgoSource> sources) throws ArgoException {
        List<String> revisions = new ArrayList<>();
        for (ArgoSource source : sources) {
            revisions.add(
                    source.kind() == Kind.CHART
                            ? source.targetRevision()
                            : git.resolve(source.repoUrl(), source.targetRevision()));
        }
        return List.copyOf(revisions);
    }

    /** Reads everything at resolved revisions. */
    Rendered render(ArgoApplication application, List<String> revisions) throws ArgoException {
        Parts parts = new Parts(application, revisions);
        for (int i = 0; i < revisions.size(); i++) {
            parts.add(application.sources().get(i), revisions.get(i));
        }
        return parts.rendered();
    }

    /** Collects what the sources of one application declare. */
    private final class Parts {

        private final ArgoApplication application;
        private final List<String> revisions;
        private final Map<String, String> files = new LinkedHashMap<>();
        private final List<Resource> resources = new ArrayList<>();
        private final List<ArgoApplication> children = new ArrayList<>();
        private final Map<String, List<ArgoApplication>> sets = new LinkedHashMap<>();
        private final Set<String> images = new LinkedHashSet<>();
        private Map<String, Object> values = new LinkedHashMap<>();
        private boolean helm;

        Parts(ArgoApplication application, List<String> revisions) {
            this.application = application;
            this.revisions = revisions;
        }

        void add(ArgoSource source, String revision) throws ArgoException {
            Map<String, String> found = Map.of();
            if (source.kind() == Kind.DIRECTORY) {
                found = git.files(source.repoUrl(), revision, source.location());
                if (found.isEmpty()) {
                    throw new ArgoException(source.location() + ": app path does not exist");
                }
                files.putAll(found);
            }
            String chartFile =
                    Path.of(source.location()).resolve("Chart.yaml").normalize().toString();
            boolean chart = source.kind() == Kind.CHART || found.containsKey(chartFile);
            helm |= chart;
            for (Map.Entry<String, String> file : found.entrySet()) {
                read(file.getKey(), file.getValue(), chart);
            }
            for (String valueFile : source.helm().valueFiles()) {
                layer(valueFile, source, revision);
            }
            values = Yaml.merge(values, source.helm().valuesObject());
            source.helm().parameters().forEach((name, value) -> values = Yaml.merge(values, Yaml.nested(name, value)));
        }

        /** Of a chart only values.yaml counts; elsewhere a document without a kind is values and one with a kind is a manifest. */
        private void read(String path, String text, boolean chart) throws ArgoException {
            boolean template = text.contains("{{") && !text.contains("kind: ApplicationSet");
            if (!Yaml.isYaml(path) || template || chart && !path.endsWith("/values.yaml")) {
                return;
            }
            for (Map<String, Object> document : Yaml.documents(path, text)) {
                if (ApplicationYaml.isApplication(document)) {
                    children.add(ApplicationYaml.read(document));
                } else if (ApplicationSetYaml.isApplicationSet(document)) {
                    sets.put(ApplicationSetYaml.name(document), ApplicationSetYaml.generate(document));
                } else if (document.containsKey("kind")) {
                    resources.add(resource(document));
                } else {
                    helm = true;
                    values = Yaml.merge(values, document);
                }
            }
        }

        private void layer(String valueFile, ArgoSource source, String revision) throws ArgoException {
            Map<String, String> found;
            if (valueFile.startsWith("$")) {
                int slash = valueFile.indexOf('/');
                int position = reference(valueFile.substring(1, slash));
                found = git.files(
                        application.sources().get(position).repoUrl(),
                        revisions.get(position),
                        valueFile.substring(slash + 1));
            } else if (source.kind() == Kind.DIRECTORY) {
                String path = Path.of(source.location())
                        .resolve(valueFile)
                        .normalize()
                        .toString();
                found = git.files(source.repoUrl(), revision, path);
            } else {
                // A values file inside a chart of a registry: the stand-in does not open the chart.
                return;
            }
            if (found.isEmpty()) {
                throw new ArgoException("open " + valueFile + ": no such file or directory");
            }
            files.putAll(found);
            for (Map.Entry<String, String> file : found.entrySet()) {
                for (Map<String, Object> document : Yaml.documents(file.getKey(), file.getValue())) {
                    values = Yaml.merge(values, document);
                }
            }
        }

        private int reference(String name) throws ArgoException {
            for (int i = 0; i < application.sources().size(); i++) {
                ArgoSource candidate = application.sources().get(i);
                if (candidate.kind() == Kind.REFERENCE && candidate.location().equals(name)) {
                    return i;
                }
            }
            throw new ArgoException("source referenced \"" + name + "\", but no source has that name");
        }

        private Resource resource(Map<String, Object> document) {
            String[] api = Yaml.text(document, "apiVersion", "v1").split("/", 2);
            Set<String> own = Images.in(document, application.name());
            images.addAll(own);
            return new Resource(
                    api.length == 2 ? api[0] : "",
                    api[api.length - 1],
                    Yaml.text(document, "kind", ""),
                    Yaml.text(Yaml.map(document, "metadata"), "name", application.name()),
                    List.copyOf(own));
        }

        Rendered rendered() {
            Set<String> fromValues = Images.in(values, application.name());
            images.addAll(fromValues);
            if (helm) {
                resources.add(new Resource("apps", "v1", "Deployment", application.name(), List.copyOf(fromValues)));
                resources.add(new Resource("", "v1", "Service", application.name(), List.of()));
            }
            children.forEach(child ->
                    resources.add(new Resource("argoproj.io", "v1alpha1", "Application", child.name(), List.of())));
            sets.keySet()
                    .forEach(set ->
                            resources.add(new Resource("argoproj.io", "v1alpha1", "ApplicationSet", set, List.of())));
            return new Rendered(
                    revisions,
                    application.sources(),
                    Collections.unmodifiableMap(files),
                    Collections.unmodifiableMap(values),
                    new Rendered.Manifests(
                            List.copyOf(resources),
                            List.copyOf(images),
                            List.copyOf(children),
                            Collections.unmodifiableMap(sets)));
        }
    }
}
