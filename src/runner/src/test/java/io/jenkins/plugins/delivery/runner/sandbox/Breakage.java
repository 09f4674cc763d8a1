package io.jenkins.plugins.delivery.runner.sandbox;

import java.util.function.Consumer;

/**
 * Something that breaks on the way through {@link TrunkPipeline}, and how a person is told.
 *
 * @param name for the test's report
 * @param pipeline the arguments that the pipeline has beside the usual ones
 * @param fault what is done to the sandbox before the run
 * @param stage where it ends
 * @param why a pattern of what the card says about the cause
 * @param next what the card advises
 */
record Breakage(String name, String pipeline, Consumer<Sandbox> fault, String stage, String why, String next) {

    @Override
    public String toString() {
        return name;
    }
}
