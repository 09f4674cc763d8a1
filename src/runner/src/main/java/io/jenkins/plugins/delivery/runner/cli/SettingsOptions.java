package io.jenkins.plugins.delivery.runner.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.sandbox.HostSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What surrounds a run on a laptop. */
final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "ORG.yaml",
            description = "Delivery configuration of the organisation, below that of the Jenkinsfile.")
    private Path organisation;

    @Option(names = "--credentials", paramLabel = "FILE", description = FileSecrets.HELP)
    private Path credentials;

    HostSettings settings(Terminal terminal) {
        return HostSettings.empty()
                .withSecrets(FileSecrets.of(credentials, terminal.environment()))
                .withDefaults(layer());
    }

    private Map<String, Object> layer() {
        if (organisation == null) {
            return Map.of();
        }
        try {
            Map<String, Object> layer = new ObjectMapper(new YAMLFactory())
                    .readValue(organisation.toFile(), new TypeReference<Map<String, Object>>() {});
            return layer == null ? Map.of() : layer;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--config", List.of(organisation + " cannot be read as a YAML map: " + e.getMessage()));
        }
    }
}
