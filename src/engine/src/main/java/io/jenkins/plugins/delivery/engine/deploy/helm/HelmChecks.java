package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.promotion.PromoteChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks of the parameters of {@code helmDeploy}, and its values as a map; each check adds what it finds to the problems. */
final class HelmChecks {

    /** What Helm takes for the name of a release, and Kubernetes for that of a namespace (RFC 1123, label). */
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?";

    private HelmChecks() {}

    static void names(String release, String namespace, Map<String, String> variables, List<String> problems) {
        String what = "a name of small letters, digits and dashes, 53 at most";
        String name = PromoteChecks.expand("release", release, variables, problems);
        PromoteChecks.matches("release", name, LABEL, what, problems);
        String place = PromoteChecks.expand("namespace", namespace, variables, problems);
        PromoteChecks.matches("namespace", place, LABEL, what, problems);
    }

    static void cluster(String credentialsId, boolean onAgent, List<String> problems) {
        if (credentialsId == null && !onAgent) {
            problems.add(
                    "onAgent: false needs credentialsId: nothing else than a kubeconfig is known outside the agent");
        }
    }

    static void durations(Duration timeout, Duration failAfter, Duration recoverAfter, List<String> problems) {
        PromoteChecks.positive("timeout", timeout, problems);
        PromoteChecks.positive("failAfter", failAfter, problems);
        PromoteChecks.positive("recoverAfter", recoverAfter, problems);
    }

    static void chart(String chart, String version, String digest, String content, List<String> problems) {
        PromoteChecks.digest("chartContent", content, problems);
        if (chart == null) {
            problems.add("chart is required: a directory of the workspace or oci://host/path/name");
            return;
        }
        PromoteChecks.version("chartVersion", version, problems);
        PromoteChecks.digest("chartDigest", digest, problems);
        if (OciChart.isOne(chart)) {
            try {
                OciChart.of(chart, version, digest);
            } catch (IllegalArgumentException e) {
                problems.add("chart: " + e.getMessage());
            }
        } else if (chart.matches("[a-z]+://.*")) {
            problems.add("chart '" + chart + "' is neither a path of the workspace nor an address with oci://");
        } else if (digest != null) {
            problems.add("chartDigest is for a chart in a registry, and '" + chart + "' is one of the workspace");
        }
    }

    static void helm(String helm, List<String> problems) {
        try {
            HelmChoice.parse(helm);
        } catch (IllegalArgumentException e) {
            problems.add("helm: " + e.getMessage());
        }
    }

    static void values(Map<String, Object> set, Map<String, String> variables, List<String> problems) {
        set.forEach((path, value) -> {
            if (value instanceof Map || value instanceof List || value == null) {
                problems.add("set: '" + path + "' needs a single value; name each path, like image.tag");
            } else if (path.isBlank() || List.of(path.split("\\.", -1)).contains("")) {
                problems.add("set: '" + path + "' is not a dotted path, like image.tag");
            } else {
                PromoteChecks.expand("set: " + path, value.toString(), variables, problems);
            }
        });
        for (String path : set.keySet()) {
            if (set.keySet().stream().anyMatch(other -> other.startsWith(path + "."))) {
                problems.add("set: '" + path + "' is given a value and values below it");
            }
        }
    }

    /** What is set, as nested maps; texts with their placeholders filled, other values as they are. */
    static Map<String, Object> nested(Map<String, Object> set, Map<String, String> variables) {
        Map<String, Object> values = new LinkedHashMap<>();
        set.forEach((path, value) -> {
            List<String> keys = new ArrayList<>(List.of(path.split("\\.")));
            String last = keys.remove(keys.size() - 1);
            Map<String, Object> place = values;
            for (String key : keys) {
                place = below(place, key);
            }
            place.put(
                    last,
                    value instanceof String text
                            ? PromoteChecks.expand(path, text, variables, new ArrayList<>())
                            : value);
        });
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.computeIfAbsent(key, unused -> new LinkedHashMap<String, Object>());
    }
}
