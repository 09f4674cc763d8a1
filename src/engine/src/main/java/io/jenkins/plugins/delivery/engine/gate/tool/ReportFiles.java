package io.jenkins.plugins.delivery.engine.gate.tool;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports as files of the workspace, for whoever publishes them there; without the secrets of the run. */
public final class ReportFiles {

    private final String directory;
    private final EngineContext context;

    /** @param directory of the workspace; it is made when the first report is kept */
    public ReportFiles(String directory, EngineContext context) {
        this.directory = directory;
        this.context = context;
    }

    /** Keeps a report in place of an earlier one of that name. */
    public void keep(String name, String text) {
        try {
            Path file = file(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, context.redactor().redact(text));
        } catch (IOException e) {
            throw unwritten(name, e);
        }
    }

    /** Takes over a file that a program has written; nothing when it has not. */
    public void copy(Path source, String name) {
        try {
            if (Files.isRegularFile(source)) {
                keep(name, Files.readString(source));
            }
        } catch (IOException e) {
            throw unwritten(name, e);
        }
    }

    /** Removes what an earlier build has left in this workspace, so that nobody takes it for a report of this one. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw unwritten(name, e);
        }
    }

    private Path file(String name) {
        return WorkspacePath.resolve(context.workDir(), directory, "reports").resolve(name);
    }

    private static TerminalException unwritten(String name, IOException e) {
        return new TerminalException(
                "The report " + name + " cannot be written (" + e.getMessage() + ").",
                "Check reports and the free space.",
                e);
    }
}
