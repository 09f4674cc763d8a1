package io.jenkins.plugins.delivery.engine.layout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which files are edited: YAML and JSON. The byte-true edit of other formats is not known to this product. */
public final class FileFormat {

    private static final String IN_JSON = "; Terraform reads the same from a file that ends in ";
    private static final String TEMPLATE = "it is a template; name the file that it takes the value from";

    private static final Map<List<String>, String> OTHERS = Map.of(
            List.of(".tfvars"),
            "it holds variables in HCL" + IN_JSON + ".tfvars.json, which is edited",
            List.of(".tf", ".hcl"),
            "it is HCL" + IN_JSON + ".tf.json, which is edited",
            List.of(".tpl", ".gotmpl", ".j2", ".jinja", ".jinja2", ".erb", ".mustache", ".tmpl"),
            TEMPLATE,
            List.of(".jsonnet", ".libsonnet", ".cue", ".dhall", ".kcl", ".k", ".pkl"),
            "it is a program; let it read the version from a YAML or JSON file, which is edited",
            List.of(".enc", ".sops", ".gpg"),
            "it is encrypted; keep the version in a file of its own");

    private FileFormat() {}

    /** Why a file with this name is not edited; empty when it is. */
    public static Optional<String> problem(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        // Kustomize takes this name without an ending, too.
        if (name.matches(".*\\.(ya?ml|json)|(.*/)?kustomization")) {
            return Optional.empty();
        }
        String why = OTHERS.entrySet().stream()
                .filter(format -> format.getKey().stream().anyMatch(name::endsWith))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("other formats are not edited");
        return Optional.of("file '" + file + "' is neither YAML nor JSON: " + why);
    }
}
