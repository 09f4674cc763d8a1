package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.yaml.EntryList;
import java.nio.file.Path;
import java.util.List;

/**
 * The file in which a team writes which alerts of ZAP it accepts, for example
 *
 * <pre>
 * - id: 10038
 *   url: https://stage.example/legacy/*
 *   reason: the old pages are behind the VPN and go in spring
 *   owner: payments
 *   expires: 2027-01-31
 * </pre>
 */
final class ZapAllowFile {

    private static final EntryList.Shape SHAPE =
            new EntryList.Shape("The allow list", List.of("id", "url", "reason", "expires"), List.of("owner"));

    private ZapAllowFile() {}

    /**
     * Reads the file of a workspace.
     *
     * @param file relative path; null when nothing is accepted
     * @throws InvalidInputException with every problem of every entry
     */
    static List<ZapAllowance> read(Path workDir, String file) {
        if (file == null) {
            return List.of();
        }
        if (!EntryList.exists(workDir, file, SHAPE)) {
            throw new NotFoundException(
                    "There is no allow list '" + file + "' in the workspace.", "Create it, or leave allowList out.");
        }
        return EntryList.read(workDir, file, SHAPE, ZapAllowFile::problems).stream()
                .map(entry -> new ZapAllowance(
                        entry.text("id"),
                        entry.text("url"),
                        entry.text("reason"),
                        entry.text("owner"),
                        entry.expires()))
                .toList();
    }

    private static List<String> problems(EntryList.Entry entry) {
        String id = entry.text("id");
        return id.isEmpty() || id.matches("\\d+(-\\d+)?")
                ? List.of()
                : List.of("id '" + id + "' is no number of a ZAP rule such as 10038 or 10038-1");
    }
}
