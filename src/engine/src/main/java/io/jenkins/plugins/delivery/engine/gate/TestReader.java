package io.jenkins.plugins.delivery.engine.gate;

import java.nio.file.Path;

/** Reads reports of one kind that name single tests, as a stream. */
public interface TestReader {

    /**
     * Tells the tally each test of a report.
     *
     * @throws UnreadableReport when it is broken, too large or something else; what was told before counts
     */
    void read(Path report, TestTally tally) throws UnreadableReport;
}
