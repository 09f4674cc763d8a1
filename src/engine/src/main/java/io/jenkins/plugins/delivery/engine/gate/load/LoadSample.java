package io.jenkins.plugins.delivery.engine.gate.load;

/** Takes the samples of a results file one by one, so that no file is ever held as a whole. */
@FunctionalInterface
interface LoadSample {

    /**
     * One request, or one transaction that sums up several.
     *
     * @param label what was asked, as the test plan calls it
     * @param start when it began, in milliseconds of Unix time
     * @param elapsed how long it took, in milliseconds
     * @param outcome whether it went as the test plan expects
     * @param transaction whether it only sums up other samples, which are in the file as well
     */
    void take(String label, long start, long elapsed, SampleOutcome outcome, boolean transaction);
}
