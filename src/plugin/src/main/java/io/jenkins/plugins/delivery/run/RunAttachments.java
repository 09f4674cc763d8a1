package io.jenkins.plugins.delivery.run;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.delivery.engine.Attachments;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/**
 * Texts as artifacts of the build, at once and from the controller: no workspace and no executor are needed, and what was kept stays when
 * the step fails after it. Goes through the build's artifact manager, so they lie where this Jenkins keeps artifacts.
 */
final class RunAttachments implements Attachments {

    /** Bytes of one text. A report with 5,000 findings has some five million. */
    static final int LARGEST = 20_000_000;

    private final Run<?, ?> run;
    private final TaskListener listener;

    RunAttachments(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    @Override
    public void keep(String name, String text) throws IOException {
        Attachments.requireName(name);
        requireSize(text);
        Path folder = Files.createTempDirectory("delivery-artifact-");
        FilePath source = new FilePath(folder.toFile());
        try {
            source.child(name).write(text, StandardCharsets.UTF_8.name());
            run.pickArtifactManager()
                    .archive(
                            source,
                            Jenkins.get().createLauncher(listener),
                            BuildListenerAdapter.wrap(listener),
                            Map.of(name, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("it was interrupted").initCause(e);
        } finally {
            delete(source);
        }
    }

    /** @throws IOException as a part of a sentence, when a text is too large */
    static void requireSize(String text) throws IOException {
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST) {
            throw new IOException("it has " + bytes / 1_000_000 + " MB; the most is " + LARGEST / 1_000_000 + " MB");
        }
    }

    private static void delete(FilePath folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            folder.deleteRecursive();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
