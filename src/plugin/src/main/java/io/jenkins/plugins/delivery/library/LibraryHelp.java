package io.jenkins.plugins.delivery.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;

/**
 * A var of the bundled library on the page "Global Variables Reference" of jobs that have not run yet; and, when the bundled library is
 * switched off, in place of the var, the sentence that says so.
 */
public final class LibraryHelp extends GlobalVariable {

    private final String name;

    LibraryHelp(String name) {
        this.name = name;
    }

    @Override
    public @NonNull String getName() {
        return name;
    }

    /** The help that lies beside the var; text of this plugin and of nobody else. */
    public String getHelpHtml() {
        return BundledLibrary.files().getOrDefault("vars/" + name + ".txt", "");
    }

    /** Reached only when no library of the run defines the var. */
    @Override
    public @NonNull Object getValue(@NonNull CpsScript script) throws AbortException {
        throw new AbortException(
                name + " belongs to the library " + BundledLibrary.NAME
                        + ", and this run has not loaded it: the library that comes with the plugin is switched off. Load one with"
                        + " @Library('…') _ at the top of the Jenkinsfile, or switch the bundled one on in the system configuration of Jenkins.");
    }
}
