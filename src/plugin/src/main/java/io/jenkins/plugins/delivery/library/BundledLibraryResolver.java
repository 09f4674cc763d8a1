package io.jenkins.plugins.delivery.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryResolver;

/**
 * Offers the bundled library to every job. The last resolver that Jenkins asks: a library of the same name that an administrator or a
 * folder has configured is taken instead, and one of another name is loaded before it, so that {@link BundledRetriever} sees it.
 */
@Extension(ordinal = -1000)
public final class BundledLibraryResolver extends LibraryResolver {

    /** Runs in the sandbox like the Jenkinsfile that calls it; the vars need no more. */
    @Override
    public boolean isTrusted() {
        return false;
    }

    @Override
    public @NonNull Collection<LibraryConfiguration> forJob(
            @NonNull Job<?, ?> job, @NonNull Map<String, String> libraryVersions) {
        return offered();
    }

    @Override
    public @NonNull Collection<LibraryConfiguration> suggestedConfigurations(@NonNull ItemGroup<?> group) {
        return offered();
    }

    private static List<LibraryConfiguration> offered() {
        if (!DeliveryLibrary.get().isBundled()) {
            return List.of();
        }
        LibraryConfiguration library = new LibraryConfiguration(BundledLibrary.NAME, new BundledRetriever());
        library.setDefaultVersion(BundledLibrary.version());
        library.setImplicit(true);
        library.setIncludeInChangesets(false);
        return List.of(library);
    }
}
