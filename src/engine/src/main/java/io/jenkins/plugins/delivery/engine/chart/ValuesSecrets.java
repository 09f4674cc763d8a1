package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.secret.SecretFinding;
import io.jenkins.plugins.delivery.engine.chart.secret.SecretScan;
import io.jenkins.plugins.delivery.engine.chart.secret.SecretsAllowList;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a chart may be packaged with the values that it has: no secret in plain text, but for those that a reviewed allow list
 * accepts. A value itself is never told.
 */
final class ValuesSecrets {

    /** Far more than a cluster takes as one release. */
    private static final long LARGEST = 8L << 20;

    /** Most findings that are told; who has more, has the same thing in many places. */
    private static final int MOST_TOLD = 25;

    private ValuesSecrets() {}

    /**
     * Looks for secrets. Accepted ones, and entries of the allow list that have expired or match nothing, are told in the log.
     *
     * @param files name for messages to file
     * @param problems gets a clause for each secret, and for each file that cannot be read and is not among the problems yet
     */
    static void check(
            HelmPackageRequest request, EngineContext context, Map<String, Path> files, List<String> problems) {
        SecretsAllowList allowed = allowList(request, context);
        LocalDate today = LocalDate.now(context.clock());
        List<SecretFinding> findings = new ArrayList<>();
        files.forEach((name, file) -> {
            try {
                findings.addAll(SecretScan.of(name, read(name, file)));
            } catch (DeliveryException e) {
                if (problems.stream().noneMatch(problem -> problem.startsWith(name))) {
                    problems.add(e.getMessage());
                }
            }
        });
        List<SecretFinding> refused = new ArrayList<>();
        for (SecretFinding finding : findings) {
            allowed.accepting(finding, today)
                    .ifPresentOrElse(
                            entry -> context.log().info("Accepted plaintext secret in " + entry.text() + "."),
                            () -> refused.add(finding));
        }
        for (SecretsAllowList.Entry entry : allowed.unmatched(findings)) {
            if (entry.expired(today)) {
                continue;
            }
            context.log()
                    .warn("The allow list " + request.secretsAllowList() + " accepts a secret that is not there: "
                            + entry.text() + ". Delete the entry.");
        }
        allowed.entries().stream().filter(entry -> entry.expired(today)).forEach(entry -> context.log()
                .warn("An entry of the allow list " + request.secretsAllowList() + " has expired: " + entry.text()
                        + ". Delete it, or review it again."));
        refused.stream()
                .limit(MOST_TOLD)
                .forEach(finding -> problems.add(finding.clause() + allowed.whyNot(finding, today)));
        if (refused.size() > MOST_TOLD) {
            problems.add("and " + (refused.size() - MOST_TOLD) + " more secrets in plain text");
        }
    }

    private static SecretsAllowList allowList(HelmPackageRequest request, EngineContext context) {
        String name = request.secretsAllowList();
        if (name == null) {
            return SecretsAllowList.EMPTY;
        }
        Path file = WorkspacePath.resolve(context.workDir(), name, "The allow list");
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException(
                    "There is no allow list '" + name + "' in the workspace.",
                    "Create it, or leave secretsAllowList out.");
        }
        return SecretsAllowList.of(name, YamlValues.parse(name, read(name, file)));
    }

    private static String read(String name, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TerminalException(
                        name + " is larger than " + (LARGEST >> 20) + " MB.",
                        "No cluster takes such values: make it smaller.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new TerminalException(
                    name + " cannot be read (" + e.getMessage() + ").", "It has to be UTF-8 text.", e);
        }
    }
}
