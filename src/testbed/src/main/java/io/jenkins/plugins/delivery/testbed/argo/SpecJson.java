package io.jenkins.plugins.delivery.testbed.argo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code spec} of an application as the API shows it. */
final class SpecJson {

    private SpecJson() {}

    static Map<String, Object> of(ArgoApplication spec) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.putAll(sources(spec.sources()));
        json.put("destination", destination(spec));
        json.put("project", spec.placement().project());
        if (spec.autoSync()) {
            json.put("syncPolicy", Map.of("automated", Map.of("prune", true, "selfHeal", true)));
        }
        return json;
    }

    static Map<String, Object> destination(ArgoApplication spec) {
        return Map.of(
                "server",
                "https://kubernetes.default.svc",
                "namespace",
                spec.placement().namespace());
    }

    /** {@code source} for one and {@code sources} for several, as Argo CD has it wherever sources appear. */
    static Map<String, Object> sources(List<ArgoSource> sources) {
        return sources.size() == 1
                ? Map.of("source", source(sources.get(0)))
                : Map.of("sources", sources.stream().map(SpecJson::source).toList());
    }

    /** {@code revision} for one source and {@code revisions} for several. */
    static Map<String, Object> revisions(List<String> revisions) {
        return revisions.size() == 1 ? Map.of("revision", revisions.get(0)) : Map.of("revisions", revisions);
    }

    private static Map<String, Object> source(ArgoSource source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repoURL", source.repoUrl());
        json.put("targetRevision", source.targetRevision());
        switch (source.kind()) {
            case DIRECTORY -> json.put("path", source.location());
            case CHART -> json.put("chart", source.location());
            case REFERENCE -> json.put("ref", source.location());
        }
        Map<String, Object> helm = helm(source.helm());
        if (!helm.isEmpty()) {
            json.put("helm", helm);
        }
        return json;
    }

    private static Map<String, Object> helm(HelmValues values) {
        Map<String, Object> helm = new LinkedHashMap<>();
        if (!values.valueFiles().isEmpty()) {
            helm.put("valueFiles", values.valueFiles());
        }
        if (!values.valuesObject().isEmpty()) {
            helm.put("valuesObject", values.valuesObject());
        }
        List<Map<String, Object>> parameters = new ArrayList<>();
        values.parameters().forEach((name, value) -> parameters.add(Map.of("name", name, "value", value)));
        if (!parameters.isEmpty()) {
            helm.put("parameters", parameters);
        }
        return helm;
    }
}
