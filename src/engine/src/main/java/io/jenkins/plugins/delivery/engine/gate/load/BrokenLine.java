package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;

/** What is wrong in one line of a results file. */
final class BrokenLine {

    private BrokenLine() {}

    /** @param message continues "line 7 …" */
    static UnreadableReport of(long line, String message) {
        return new UnreadableReport("line " + line + " " + message);
    }
}
