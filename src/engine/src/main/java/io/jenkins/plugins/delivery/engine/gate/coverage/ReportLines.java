package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a text report, one at a time and of bounded length. Beside names, which nobody reads here, they are plain ASCII. */
final class ReportLines {

    private static final int LONGEST = 64 << 10;

    private final InputStream in;
    private final StringBuilder line = new StringBuilder();
    private long number;

    ReportLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null after the last one. */
    String next() throws IOException, UnreadableReport {
        line.setLength(0);
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        while (read >= 0 && read != '\n') {
            if (line.length() == LONGEST) {
                throw UnreadableReport.at(number, "it is longer than " + LONGEST + " characters");
            }
            line.append((char) read);
            read = in.read();
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    /** Of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    /** A count in the line that was read last. */
    long count(String text) throws UnreadableReport {
        if (!text.matches("\\d{1,12}")) {
            throw UnreadableReport.at(
                    number, "'" + (text.length() > 40 ? text.substring(0, 40) : text) + "' is not a count");
        }
        return Long.parseLong(text);
    }

    /** What is covered of a total, of the line that was read last. */
    Coverage coverage(long covered, long total) throws UnreadableReport {
        if (covered > total) {
            throw UnreadableReport.at(number, covered + " of " + total + " cannot be covered");
        }
        return new Coverage(covered, total);
    }
}
