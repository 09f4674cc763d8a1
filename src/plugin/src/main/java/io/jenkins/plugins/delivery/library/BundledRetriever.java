package io.jenkins.plugins.delivery.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.markup.EscapedMarkupFormatter;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.libs.LibraryRecord;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/**
 * Copies the library out of the plugin into the build's own directory: no network, no cache, and a build that goes on after an update
 * of the plugin keeps the vars that it began with.
 */
public final class BundledRetriever extends LibraryRetriever {

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            boolean changelog,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        if (!version.equals(BundledLibrary.version())) {
            throw new AbortException(
                    "The library " + name + " comes with the plugin in version " + BundledLibrary.version()
                            + "; version " + version
                            + " was asked for. Leave the version out, or configure a shared library with this name that"
                            + " is loaded from Git.");
        }
        // Without a folder vars, Jenkins takes it for a mistake of the library.
        target.child("vars").mkdirs();
        List<LibraryRecord> others = DefinedLibraries.others(run);
        if (!others.isEmpty()) {
            listener.getLogger()
                    .println("The library " + name + " that comes with the plugin steps back for "
                            + DefinedLibraries.named(others.get(0)) + ", which defines " + BundledLibrary.MAIN_VARIABLE
                            + " too.");
            return;
        }
        for (Map.Entry<String, String> file : BundledLibrary.files().entrySet()) {
            target.child(file.getKey()).write(readable(file.getKey(), file.getValue()), "UTF-8");
        }
    }

    /** Help of vars is HTML; where this Jenkins escapes HTML in help, as it does until it is told otherwise, the tags are left out. */
    private static String readable(String path, String text) {
        boolean escaped = path.endsWith(".txt") && Jenkins.get().getMarkupFormatter() instanceof EscapedMarkupFormatter;
        return escaped ? text.replaceAll("</?(p|pre|code)>", "").strip() : text;
    }

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        retrieve(name, version, false, target, run, listener);
    }
}
