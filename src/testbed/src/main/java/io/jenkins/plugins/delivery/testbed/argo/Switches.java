package io.jenkins.plugins.delivery.testbed.argo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults one application has been told to show. Guarded by the controller's lock. */
final class Switches {

    PodFailure degraded;
    final Map<String, PodFailure> degradedVersions = new LinkedHashMap<>();
    String onlyGoodVersion;
    PodFailure everyOtherVersion;
    boolean operationSticks;
    boolean rolloutSticks;
    String syncFailure;
    PodFailure hookFailure;
    List<String> podLog = List.of();
    String comparisonError;
    DenyWindow window;

    void heal() {
        degraded = null;
        degradedVersions.clear();
        onlyGoodVersion = null;
        everyOtherVersion = null;
        operationSticks = false;
        rolloutSticks = false;
        syncFailure = null;
        hookFailure = null;
        podLog = List.of();
        comparisonError = null;
        window = null;
    }

    /** How the content fails once it is rolled out. */
    Optional<PodFailure> failureOf(Rendered content) {
        if (degraded != null) {
            return Optional.of(degraded);
        }
        if (onlyGoodVersion != null && !content.versions().contains(onlyGoodVersion)) {
            return Optional.of(everyOtherVersion);
        }
        return degradedVersions.entrySet().stream()
                .filter(entry -> content.versions().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
