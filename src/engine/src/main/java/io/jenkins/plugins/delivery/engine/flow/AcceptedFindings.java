package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the allow list of the scan out of the workspace while there is one: the scan then waits without an executor. What its entries
 * have to be is for the scan to say.
 */
final class AcceptedFindings {

    private static final long MOST_BYTES = 256 * 1024L;

    private AcceptedFindings() {}

    /** @throws NotFoundException when the configuration names a file that is not there */
    static DeliveryConfig read(DeliveryConfig config, EngineContext context) {
        Object file = ConfigLayers.map(config.section("image").get("scan")).get("allowList");
        return file == null ? config : config.accepting(entries(file.toString(), context.workDir()));
    }

    private static List<Object> entries(String file, Path workDir) {
        Path path = WorkspacePath.resolve(workDir, file, "The allow list");
        if (!Files.isRegularFile(path)) {
            throw new NotFoundException(
                    "There is no allow list '" + file + "' in the workspace.",
                    "Create it, or leave image.scan.allowList out.");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException(
                        "The allow list " + file, List.of("it is larger than " + MOST_BYTES / 1024 + " KiB"));
            }
            Object document = YamlValues.parse(file, Files.readString(path));
            if (document == null) {
                return List.of();
            }
            if (document instanceof List<?> entries) {
                return List.copyOf(entries);
            }
            throw new InvalidInputException("The allow list " + file, List.of("it is not a list of entries"));
        } catch (IOException e) {
            throw new TerminalException(
                    "The allow list " + file + " cannot be read (" + e.getMessage() + ").",
                    "It has to be UTF-8 text.",
                    e);
        }
    }
}
