package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the sources of an Argo CD application name the promoted values themselves: chart version, Helm parameters and values, images of
 * Kustomize. For an application that does not follow the GitOps repository this is where a promotion arrives.
 */
final class DeclaredValues {

    private static final Pattern OF_A_SOURCE = Pattern.compile("(^|\\W)spec\\.sources?\\b");

    private final Map<String, String> values;

    /** @param values YAML path to the promoted value, as in the file that was edited */
    DeclaredValues(Map<String, String> values) {
        this.values = values;
    }

    /** Whether the edited file is the manifest of an application, and the values are its sources'. */
    boolean areOfASource() {
        return !values.isEmpty()
                && values.keySet().stream()
                        .allMatch(path -> OF_A_SOURCE.matcher(path).find());
    }

    /** Whether they stand at their own paths in these sources; empty when the paths are not those of a source. */
    Optional<Boolean> standIn(List<Application.Source> sources) {
        if (!areOfASource() || sources.isEmpty()) {
            return Optional.empty();
        }
        String all = sources.stream().map(Application.Source::settings).collect(Collectors.joining(","));
        String text = values.keySet().iterator().next().contains("spec.sources")
                ? "{\"spec\":{\"sources\":[" + all + "]}}"
                : "{\"spec\":{\"source\":" + sources.get(0).settings() + "}}";
        YamlEdit live = YamlEdit.of("application.json", text);
        boolean comparable = values.keySet().stream()
                .allMatch(path ->
                        live.find(path).filter(value -> !value.isEmpty()).isPresent());
        return comparable ? Optional.of(Values.stand("application.json", text, values)) : Optional.empty();
    }

    /** Whether each of them is to be read somewhere in these sources: what a template or a generator made of them. */
    boolean appearIn(List<Application.Source> sources) {
        return !values.isEmpty()
                && values.values().stream().allMatch(value -> {
                    Pattern word = Pattern.compile(
                            "(?<![0-9A-Za-z.])v?" + Pattern.quote(value) + "(?![0-9A-Za-z_]|[.+-][0-9A-Za-z])");
                    return sources.stream()
                            .anyMatch(source -> word.matcher(source.settings()).find());
                });
    }
}
