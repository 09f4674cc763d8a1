package io.jenkins.plugins.delivery.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.cps.GlobalVariableSet;
import org.jenkinsci.plugins.workflow.libs.LibrariesAction;

/** Finds {@link LibraryHelp}. Asked last, so that the vars of a loaded library always come first. */
@Extension(ordinal = -1000)
public final class LibraryHelpSet extends GlobalVariableSet {

    private static final List<GlobalVariable> ALL = BundledLibrary.PUBLIC_VARIABLES.stream()
            .<GlobalVariable>map(LibraryHelp::new)
            .toList();

    /** While the bundled library is on, every run has the vars themselves. Called for each step of each Pipeline, so it is quick. */
    @Override
    public @NonNull Collection<GlobalVariable> forRun(Run<?, ?> run) {
        return run == null || DeliveryLibrary.get().isBundled() ? List.of() : ALL;
    }

    /** For the page; Jenkins itself lists the vars that the last successful build has loaded. */
    @Override
    public @NonNull Collection<GlobalVariable> forJob(Job<?, ?> job) {
        if (!DeliveryLibrary.get().isBundled()) {
            return List.of();
        }
        Run<?, ?> last = job == null ? null : job.getLastSuccessfulBuild();
        return ALL.stream()
                .filter(variable -> !isLoaded(last, variable.getName()))
                .toList();
    }

    private static boolean isLoaded(Run<?, ?> run, String variable) {
        LibrariesAction action = run == null ? null : run.getAction(LibrariesAction.class);
        return action != null
                && action.getLibraries().stream()
                        .anyMatch(library -> library.getVariables().contains(variable));
    }
}
