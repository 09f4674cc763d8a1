package io.jenkins.plugins.delivery.testbed.argo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code kind: Application} manifest, the way an app of apps declares its children. */
final class ApplicationYaml {

    private ApplicationYaml() {}

    static boolean isApplication(Map<String, Object> document) {
        return "Application".equals(document.get("kind"))
                && Yaml.text(document, "apiVersion", "").startsWith("argoproj.io/");
    }

    static ArgoApplication read(Map<String, Object> document) throws ArgoException {
        Map<String, Object> metadata = Yaml.map(document, "metadata");
        Map<String, Object> spec = Yaml.map(document, "spec");
        String name = Yaml.text(metadata, "name", "");
        List<Map<String, Object>> declared = Yaml.maps(spec, "sources");
        List<ArgoSource> sources = new ArrayList<>();
        for (Map<String, Object> source : declared.isEmpty() ? List.of(Yaml.map(spec, "source")) : declared) {
            sources.add(source(name, source));
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Yaml.map(metadata, "labels").forEach((key, value) -> labels.put(key, String.valueOf(value)));
        Map<String, Object> policy = Yaml.map(spec, "syncPolicy");
        // "automated: {}" switches auto-sync on; since 3.1 "enabled: false" switches it off again.
        boolean automated = policy.containsKey("automated")
                && !"false".equals(Yaml.text(Yaml.map(policy, "automated"), "enabled", "true"));
        return new ArgoApplication(
                name,
                new ArgoApplication.Placement(
                        Yaml.text(spec, "project", "default"),
                        Yaml.text(Yaml.map(spec, "destination"), "namespace", "default")),
                sources,
                automated,
                labels);
    }

    private static ArgoSource source(String application, Map<String, Object> source) throws ArgoException {
        String url = Yaml.text(source, "repoURL", "");
        if (application.isEmpty() || url.isEmpty()) {
            throw new ArgoException("an Application manifest needs metadata.name and spec.source.repoURL");
        }
        String revision = Yaml.text(source, "targetRevision", "HEAD");
        HelmValues helm = helm(Yaml.map(source, "helm"));
        if (source.containsKey("chart")) {
            return ArgoSource.chart(url, Yaml.text(source, "chart", ""), revision)
                    .withHelm(helm);
        }
        return source.containsKey("ref") && !source.containsKey("path")
                ? ArgoSource.reference(url, revision, Yaml.text(source, "ref", ""))
                : ArgoSource.directory(url, revision, Yaml.text(source, "path", "."))
                        .withHelm(helm);
    }

    private static HelmValues helm(Map<String, Object> helm) throws ArgoException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map<String, Object> parameter : Yaml.maps(helm, "parameters")) {
            parameters.put(Yaml.text(parameter, "name", ""), Yaml.text(parameter, "value", ""));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        // valuesObject takes precedence over the text in values (Argo CD, user guide, Helm).
        for (Map<String, Object> inline : Yaml.documents("spec.source.helm.values", Yaml.text(helm, "values", ""))) {
            values.putAll(inline);
        }
        if (helm.containsKey("valuesObject")) {
            values.clear();
            values.putAll(Yaml.map(helm, "valuesObject"));
        }
        return new HelmValues(Yaml.texts(helm, "valueFiles"), values, parameters);
    }
}
