package io.jenkins.plugins.delivery.engine.gate.load;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;

/** Takes the fields of one row after the other out of the reader's buffer; only the label becomes an object. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<Void> {

    /** How a transaction's sample begins its message (JMeter's TransactionController). */
    static final String TRANSACTION = "Number of samples in transaction";

    private static final int LONGEST_SHOWN = 60;

    private final CsvColumns columns;
    private final LoadSample taker;
    private final int timeStamp;
    private final int elapsed;
    private final int label;
    private final int success;
    private final int message;
    private final int code;
    private long rows;
    private long start;
    private long took;
    private String name;
    private boolean passed;
    private boolean transaction;
    private boolean unreached;
    private boolean names;

    CsvRow(CsvColumns columns, LoadSample taker) {
        this.columns = columns;
        this.taker = taker;
        timeStamp = columns.index("timeStamp");
        elapsed = columns.index("elapsed");
        label = columns.index("label");
        success = columns.index("success");
        message = columns.index("responseMessage");
        code = columns.index("responseCode");
    }

    /** A row that cannot be judged; the message continues "line 7 …". */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long line;

        Broken(long line, String message) {
            super(message);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    CsvColumns columns() {
        return columns;
    }

    /** Where the row begins that was read last. */
    long line() {
        return getStartingLineNumber();
    }

    /** @throws Broken when there was nothing but names */
    void end() {
        if (rows == 0) {
            throw new Broken(1, "is the only one, so the test sent nothing");
        }
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        transaction = false;
        unreached = false;
        names = columns.header() && startingLineNumber == 1;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (names) {
            return;
        }
        if (index == timeStamp) {
            if (columns.header() && is(columns.names().get(timeStamp), buffer, offset, length)) {
                // The names again: files of several load generators, one after the other.
                names = true;
                return;
            }
            start = TimeStamps.parse(buffer, offset, length);
            if (start < 0) {
                throw broken("has the time stamp '" + shown(buffer, offset, length)
                        + "'; let JMeter write jmeter.save.saveservice.timestamp_format=ms");
            }
        } else if (index == elapsed) {
            took = TimeStamps.digits(buffer, offset, length);
            if (took < 0 || took > LoadTally.LONGEST) {
                throw broken("has '" + shown(buffer, offset, length) + "' where the milliseconds that it took belong");
            }
        } else if (index == label) {
            name = new String(buffer, offset, length);
        } else if (index == success) {
            passed = is("true", buffer, offset, length);
            if (!passed && !is("false", buffer, offset, length)) {
                throw broken("has '" + shown(buffer, offset, length) + "' where success, true or false, belongs");
            }
        } else if (index == code && length > SampleOutcome.NO_RESPONSE.length()) {
            unreached = SampleOutcome.tellsOfNoConnection(new String(buffer, offset, length));
        } else if (index == message && length >= TRANSACTION.length()) {
            transaction = is(TRANSACTION, buffer, offset, TRANSACTION.length());
        }
    }

    @Override
    protected RecordWrapper<Void> buildRecord() {
        if (isEmptyLine() || names) {
            return null;
        }
        if (getFieldCount() != columns.names().size()) {
            throw broken("has " + getFieldCount() + " fields instead of "
                    + columns.names().size() + ", as if the file broke off");
        }
        rows++;
        taker.take(name, start, took, SampleOutcome.of(passed, unreached), transaction);
        return null;
    }

    private Broken broken(String message) {
        return new Broken(line(), message);
    }

    private static boolean is(String word, char[] buffer, int offset, int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = buffer[offset + i];
            if (c != word.charAt(i) && Character.toLowerCase(c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String shown(char[] buffer, int offset, int length) {
        String text = new String(buffer, offset, Math.min(length, LONGEST_SHOWN)).replaceAll("\\s+", " ");
        return length > LONGEST_SHOWN ? text + "…" : text;
    }
}
