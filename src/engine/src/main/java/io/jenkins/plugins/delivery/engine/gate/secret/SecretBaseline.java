package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was known before the gate was introduced: a report of gitleaks, as {@code gitleaks dir --redact -f json -r baseline.json .} and this
 * step write it. A finding is found again by rule, file and shape, so lines may move. The step's own report also tells two secrets of the
 * same length and mixture of characters apart.
 */
final class SecretBaseline {

    private static final long MOST_BYTES = 16L << 20;

    private final List<SecretFinding> known = new ArrayList<>();

    private SecretBaseline() {}

    /** @param file null for none */
    static SecretBaseline read(Path workDir, String file) {
        SecretBaseline baseline = new SecretBaseline();
        if (file == null) {
            return baseline;
        }
        Path path = WorkspacePath.resolve(workDir, file, "The baseline");
        if (!Files.isRegularFile(path)) {
            throw new NotFoundException(
                    "There is no baseline '" + file + "' in the workspace.", "Create it, or leave baseline out.");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new TerminalException(
                        "The baseline " + file + " is larger than " + (MOST_BYTES >> 20) + " MB.",
                        "Narrow it down to what is known.");
            }
            for (GitleaksReport.Entry entry : GitleaksReport.read("baseline " + file, Files.readString(path), true)) {
                if (!GitleaksReport.isMasked(entry.secret())) {
                    throw new InvalidInputException(
                            "The baseline " + file,
                            List.of(
                                    "it has secrets in plain text; write it with gitleaks --redact, and exchange what it has shown"));
                }
                baseline.known.add(entry.finding());
            }
            return baseline;
        } catch (IOException e) {
            throw new TerminalException("The baseline " + file + " cannot be read.", "It has to be UTF-8 text.", e);
        }
    }

    boolean knows(SecretFinding finding) {
        return known.stream()
                .anyMatch(old -> old.rule().equals(finding.rule())
                        && old.place().file().equals(finding.place().file())
                        && old.shape().fits(finding.shape()));
    }
}
