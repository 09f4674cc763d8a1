package io.jenkins.plugins.delivery.engine.gate.quality;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The receipt that every scanner leaves beside its work: {@code report-task.txt} (SonarQube documentation, "Scanner environment"). It lies
 * in the workspace, so it says which analysis is meant and never where to send credentials.
 *
 * @param project key of the project
 * @param task id of the background task in which the server computes the analysis
 * @param server as the scanner knew it
 * @param dashboard page of the project; empty when the file has none that can be linked
 * @param commit that was built where it lay; empty when that is not known
 */
public record ReportTask(String project, String task, String server, String dashboard, String commit) {

    private static final String PROJECT = "[^\\p{Cntrl}]{1,400}";
    private static final String TASK = "[A-Za-z0-9_-]{1,100}";

    private static final long LARGEST = 64 << 10;

    private static final String ADVICE =
            "Run the scanner before this step, and name its file with report: if it is elsewhere.";

    /** @throws TerminalException when there is not exactly one, or it is none */
    static ReportTask read(Path workDir, List<String> globs, String commit) {
        TreeSet<Path> found = new TreeSet<>();
        globs.forEach(glob -> found.addAll(FileGlobs.find(workDir, glob)));
        if (found.isEmpty()) {
            throw new TerminalException(
                    "No report-task.txt of a scanner is in the workspace (" + String.join(", ", globs) + ").", ADVICE);
        }
        if (found.size() > 1) {
            throw new TerminalException(
                    "More than one report-task.txt is in the workspace: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(file -> WorkspacePath.text(workDir, file))
                                            .toList())
                            + ".",
                    "Name the one that is meant with report:, or delete what earlier builds left.");
        }
        return read(found.first(), WorkspacePath.text(workDir, found.first()), commit);
    }

    private static ReportTask read(Path file, String name, String commit) {
        Properties values = new Properties();
        try {
            if (Files.size(file) > LARGEST) {
                throw new TerminalException(name + " is larger than any report-task.txt.", ADVICE);
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TerminalException(name + " cannot be read (" + e.getMessage() + ").", ADVICE, e);
        }
        return new ReportTask(
                required(values, "projectKey", PROJECT, name),
                required(values, "ceTaskId", TASK, name),
                values.getProperty("serverUrl", "").strip(),
                link(values.getProperty("dashboardUrl", "").strip()),
                commit);
    }

    /** As plain values, for a result or the state of a wait. */
    Map<String, Object> toMap() {
        return Map.of("project", project, "task", task, "server", server, "dashboard", dashboard, "commit", commit);
    }

    /** The inverse of {@link #toMap()}; empty when the map is none of those. */
    static Optional<ReportTask> of(Map<?, ?> map) {
        ReportTask read = new ReportTask(
                text(map, "project"),
                text(map, "task"),
                text(map, "server"),
                link(text(map, "dashboard")),
                text(map, "commit"));
        return read.project().matches(PROJECT) && read.task().matches(TASK) ? Optional.of(read) : Optional.empty();
    }

    private static String text(Map<?, ?> map, String key) {
        return Objects.toString(map.get(key), "");
    }

    private static String required(Properties values, String key, String form, String name) {
        String value = values.getProperty(key, "").strip();
        if (!value.matches(form)) {
            throw new TerminalException(
                    name + " has no " + key + (value.isEmpty() ? "." : " as SonarQube writes it."), ADVICE);
        }
        return value;
    }

    private static String link(String url) {
        return url.matches("https?://[\\x21-\\x7e]{1,1000}") ? url : "";
    }
}
