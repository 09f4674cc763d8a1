package io.jenkins.plugins.delivery.testbed.argo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code kind: ApplicationSet} manifest with list generators, and makes its applications. */
final class ApplicationSetYaml {

    private ApplicationSetYaml() {}

    static boolean isApplicationSet(Map<String, Object> document) {
        return "ApplicationSet".equals(document.get("kind"))
                && Yaml.text(document, "apiVersion", "").startsWith("argoproj.io/");
    }

    static String name(Map<String, Object> document) {
        return Yaml.text(Yaml.map(document, "metadata"), "name", "");
    }

    /** One application for each element; other generators need a cluster or a forge, which the stand-in does not have. */
    static List<ArgoApplication> generate(Map<String, Object> document) throws ArgoException {
        Map<String, Object> spec = Yaml.map(document, "spec");
        List<ArgoApplication> generated = new ArrayList<>();
        for (Map<String, Object> generator : Yaml.maps(spec, "generators")) {
            if (!generator.containsKey("list")) {
                throw new ArgoException("The stand-in knows list generators only, and not " + generator.keySet());
            }
            for (Map<String, Object> element : Yaml.maps(Yaml.map(generator, "list"), "elements")) {
                Map<String, Object> application = new LinkedHashMap<>();
                Yaml.map(spec, "template").forEach((key, value) -> application.put(key, filled(value, element)));
                generated.add(ApplicationYaml.read(application));
            }
        }
        return generated;
    }

    /** With every {@code {{name}}} (or {@code {{.name}}} of Go templates) replaced, in all texts below. */
    private static Object filled(Object template, Map<String, Object> element) {
        if (template instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, value) -> filled.put(String.valueOf(key), filled(value, element)));
            return filled;
        }
        if (template instanceof List<?> list) {
            return list.stream().map(item -> filled(item, element)).toList();
        }
        if (!(template instanceof String text)) {
            return template;
        }
        String filled = text;
        for (Map.Entry<String, Object> parameter : element.entrySet()) {
            filled = filled.replaceAll(
                    "\\{\\{\\s*\\.?" + Pattern.quote(parameter.getKey()) + "\\s*}}",
                    Matcher.quoteReplacement(String.valueOf(parameter.getValue())));
        }
        return filled;
    }
}
