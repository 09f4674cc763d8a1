package io.jenkins.plugins.delivery.library;

import hudson.model.Run;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.libs.LibrariesAction;
import org.jenkinsci.plugins.workflow.libs.LibraryRecord;

/** The libraries of a run that define our main var, in the order in which Jenkins looks into them. */
public final class DefinedLibraries {

    private DefinedLibraries() {}

    /**
     * Why it is unclear which {@code deliveryPipeline} a run uses. Jenkins takes the first that was loaded; the bundled one steps back for
     * libraries that are loaded before the script begins, so two are left only when the script loads one with the step {@code library}.
     *
     * @return sentences; empty when it is clear
     */
    public static List<String> problems(Run<?, ?> run) {
        List<LibraryRecord> defining = defining(run);
        if (defining.size() < 2) {
            return List.of();
        }
        String names = defining.stream().map(DefinedLibraries::named).collect(Collectors.joining(" and "));
        return List.of(
                BundledLibrary.MAIN_VARIABLE + " is defined by " + names
                        + ". Name the one that is meant in @Library('…') _ at the top of"
                        + " the Jenkinsfile instead of the step library, or switch off the bundled library in the system configuration of Jenkins.");
    }

    /** Those beside the bundled one. */
    static List<LibraryRecord> others(Run<?, ?> run) {
        return defining(run).stream()
                .filter(library -> !library.getName().equals(BundledLibrary.NAME))
                .toList();
    }

    static String named(LibraryRecord library) {
        return library.getName() + "@" + library.getVersion();
    }

    private static List<LibraryRecord> defining(Run<?, ?> run) {
        LibrariesAction action = run.getAction(LibrariesAction.class);
        if (action == null) {
            return List.of();
        }
        return action.getLibraries().stream()
                .filter(library -> library.getVariables().contains(BundledLibrary.MAIN_VARIABLE))
                .toList();
    }
}
