package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file of a GitOps repository, asked where it holds what is wanted. */
public final class GitOpsFile {

    /** Where Helm charts have the tag of their image; what is asked for when the file says nothing else. */
    public static final String IMAGE_TAG = "image.tag";

    /** What something else fills in later: Go templates, Jinja, and substitutions of Flux, envsubst and Argo CD plugins. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{.*|\\{%.*|\\$\\{?[A-Za-z_].*|<path:.*", Pattern.DOTALL);

    private final String name;
    private final String text;

    /** @param name path in the repository */
    public GitOpsFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * The values to write for what is wanted.
     *
     * @param layout how the file holds it; {@link Layout#AUTO} to tell from the file
     * @return YAML path to value, in order, at least one; a path that is not in the file when values hold nothing at all
     * @throws TerminalException when the file is of another layout, has no place for it or several, or needs what is not known
     * @throws io.jenkins.plugins.delivery.engine.NotFoundException when the file says nothing of this service; tells what it has
     */
    public Map<String, String> values(Layout layout, Wanted wanted) {
        List<YamlPlace> documents = YamlPlace.documents(name, text);
        Layout own = own(documents);
        Layout chosen = layout == Layout.AUTO ? own : layout;
        if (chosen != own && chosen != Layout.VALUES) {
            throw new TerminalException(
                    name + " does not look like " + words(chosen) + ", but like " + words(own) + ".",
                    "Correct layout or file; layout: auto looks into the file.");
        }
        Found found = new Found(name, wanted);
        switch (chosen) {
            case APPLICATION -> ApplicationLayout.find(of(documents, "Application"), found);
            case APPLICATION_SET -> ApplicationSetLayout.find(of(documents, "ApplicationSet"), found);
            case KUSTOMIZE -> KustomizeLayout.find(documents.get(0), found);
            case MANIFEST -> ManifestLayout.find(documents, found);
            default -> {
                if (!ValuesLayout.find(documents, found)) {
                    return Map.of(IMAGE_TAG, wanted.tag());
                }
            }
        }
        if (found.isEmpty()) {
            throw new TerminalException(
                    found.where(found.unknownChart().orElseThrow())
                            + " is the version of a chart, and this promotion knows none.",
                    "Pass chartVersion, the result of helmPackage, or name another place with set.");
        }
        return found.values();
    }

    /**
     * The text with these values. What a template fills in later is not overwritten.
     *
     * @param values YAML path to value
     * @throws TerminalException when one of them cannot be written without changing something else
     */
    public String with(Map<String, String> values) {
        YamlEdit edit = YamlEdit.of(name, text);
        for (Map.Entry<String, String> value : values.entrySet()) {
            Optional<String> old = edit.find(value.getKey());
            if (old.filter(was -> PLACEHOLDER.matcher(was).find()).isPresent()) {
                throw new TerminalException(
                        "'" + value.getKey() + "' in " + name + " is filled in by a template: its value is " + old.get()
                                + ".",
                        "Name the place that the template takes the value from.");
            }
            edit = edit.replace(value.getKey(), value.getValue());
        }
        return edit.text();
    }

    private Layout own(List<YamlPlace> documents) {
        if (!of(documents, "Application").isEmpty()) {
            return Layout.APPLICATION;
        }
        if (!of(documents, "ApplicationSet").isEmpty()) {
            return Layout.APPLICATION_SET;
        }
        if (documents.size() == 1 && isKustomization(documents.get(0))) {
            return Layout.KUSTOMIZE;
        }
        boolean workload = documents.stream()
                .anyMatch(document -> document.text("apiVersion").isPresent()
                        && document.text("kind")
                                .filter(ManifestLayout.KINDS::contains)
                                .isPresent());
        return workload ? Layout.MANIFEST : Layout.VALUES;
    }

    /** The kind may be left out of a kustomization, the file name may not (kustomize reference). */
    private boolean isKustomization(YamlPlace document) {
        return document.text("kind")
                                .filter(List.of("Kustomization", "Component")::contains)
                                .isPresent()
                        && document.text("apiVersion")
                                .filter(api -> api.startsWith("kustomize.config.k8s.io/"))
                                .isPresent()
                || name.matches("(?i)(.*/)?kustomization(\\.ya?ml)?")
                        && document.text("kind").isEmpty();
    }

    private static List<YamlPlace> of(List<YamlPlace> documents, String kind) {
        return documents.stream()
                .filter(document -> document.text("kind").filter(kind::equals).isPresent()
                        && document.text("apiVersion")
                                .filter(api -> api.startsWith("argoproj.io/"))
                                .isPresent())
                .toList();
    }

    private static String words(Layout layout) {
        return switch (layout) {
            case APPLICATION -> "an Argo CD application";
            case APPLICATION_SET -> "an ApplicationSet";
            case KUSTOMIZE -> "a kustomization";
            case MANIFEST -> "a workload of Kubernetes";
            default -> layout.name().toLowerCase(Locale.ROOT);
        };
    }
}
