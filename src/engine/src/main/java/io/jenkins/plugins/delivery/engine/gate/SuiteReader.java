package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;
import java.util.Map;

/**
 * Reads the reports of one {@linkplain SuiteKind kind} of suite and judges them by the suite's own thresholds. Stateless; one of each
 * kind is handed to {@link E2eGate} by the catalogue.
 */
public interface SuiteReader {

    /**
     * What is wrong with the {@linkplain Suite#settings() settings} of this kind, unknown keys included, each with its key in front.
     * Asked while a delivery is planned, so that all problems of a gate are told at once and before anything is done. A kind binds them
     * with {@code RequestBinder.bind("e2eGate.<kind>", …)}, so its defaults are in {@code defaults.yaml} as everybody's are.
     */
    List<String> problems(Map<String, Object> settings);

    /** The keys of its settings. */
    List<String> keys();

    /**
     * Reads and judges, where the work directory is. A report that is missing, broken or too large is no exception but an errored
     * result with a sentence that names the file and the line.
     */
    SuiteResult read(Suite suite, EngineContext context);
}
