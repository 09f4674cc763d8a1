package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.yaml.EntryList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file in which a team writes what it accepts, for example
 *
 * <pre>
 * - rule: generic-api-key
 *   file: src/test/resources/expired-token.json
 *   reason: a token of 2019 that the tests of its expiry need
 *   owner: payments
 *   expires: 2027-01-31
 * </pre>
 */
final class SecretAllowFile {

    private static final EntryList.Shape SHAPE =
            new EntryList.Shape("The allow list", List.of("rule", "file", "reason", "owner", "expires"), List.of());

    private SecretAllowFile() {}

    /**
     * Reads the file of a workspace; the usual one need not be there.
     *
     * @throws InvalidInputException with every problem of every entry
     */
    static SecretAllowList read(Path workDir, String file) {
        if (file == null) {
            return SecretAllowList.EMPTY;
        }
        if (!EntryList.exists(workDir, file, SHAPE)) {
            if (file.equals(Defaults.ofStep("secretScan").get("allowList"))) {
                return SecretAllowList.EMPTY;
            }
            throw new NotFoundException(
                    "There is no allow list '" + file + "' in the workspace.", "Create it, or leave allowList out.");
        }
        return new SecretAllowList(EntryList.read(workDir, file, SHAPE, SecretAllowFile::problems).stream()
                .map(entry -> new SecretAllowList.Entry(
                        entry.text("rule"),
                        entry.text("file"),
                        entry.text("reason"),
                        entry.text("owner"),
                        entry.expires()))
                .toList());
    }

    private static List<String> problems(EntryList.Entry entry) {
        List<String> problems = new ArrayList<>();
        String glob = entry.text("file");
        if (!glob.isEmpty()) {
            FileGlobs.problemOf(glob).ifPresent(problem -> problems.add("file " + problem));
        }
        if (glob.matches("[*/]+")) {
            problems.add("file '" + glob + "' accepts the secrets of every file");
        }
        return problems;
    }
}
