package io.jenkins.plugins.delivery.engine.gate;

/** Why a report cannot be counted; the message is a clause without the file's name and without a full stop, with the line if known. */
public final class UnreadableReport extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message for example {@code it is not well-formed XML (line 3)} */
    public UnreadableReport(String message) {
        super(message);
    }

    /** @param line from 1 on */
    public static UnreadableReport at(long line, String problem) {
        return new UnreadableReport("line " + line + ": " + problem);
    }
}
