package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.gate.ReportText;
import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XML results file as a stream: {@code testResults} with {@code httpSample} and {@code sample}, whose attributes are
 * documented in JMeter's manual under "XML log format 2.1". Only samples directly below the root count; those inside are their parts
 * (redirects, embedded resources).
 */
final class XmlResults {

    private static final int LONGEST_NAME = 100;

    private final XMLStreamReader reader;
    private final LoadSample taker;
    private long samples;

    private XmlResults(XMLStreamReader reader, LoadSample taker) {
        this.reader = reader;
        this.taker = taker;
    }

    static void read(Path file, LoadSample taker) throws UnreadableReport {
        ReportXml.read(file, reader -> new XmlResults(reader, taker).document());
    }

    private void document() throws XMLStreamException, UnreadableReport {
        int depth = 0;
        while (reader.hasNext()) {
            int event = ReportXml.next(reader);
            if (event == XMLStreamConstants.START_ELEMENT) {
                element(++depth);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        if (samples == 0) {
            throw new UnreadableReport("it has no samples, so the test sent nothing");
        }
    }

    private void element(int depth) throws UnreadableReport {
        String name = reader.getLocalName();
        if (depth == 1 && !name.equals("testResults")) {
            throw new UnreadableReport(
                    "its root is <" + name + "> and not <testResults>, so it is no JMeter results file");
        }
        if (depth == 2) {
            if (!name.equals("httpSample") && !name.equals("sample")) {
                // Samplers of plugins write their results in ways of their own.
                throw BrokenLine.of(
                        line(),
                        "has a <" + ReportText.line(name, LONGEST_NAME)
                                + "> where only <sample> and <httpSample> are known; let JMeter save its results as CSV");
            }
            sample();
        }
    }

    private void sample() throws UnreadableReport {
        long start = TimeStamps.parse(attribute("ts"));
        long elapsed = TimeStamps.parse(attribute("t"));
        String success = attribute("s");
        if (start < 0 || elapsed < 0 || elapsed > LoadTally.LONGEST) {
            throw BrokenLine.of(
                    line(),
                    "has a sample whose ts or t are no milliseconds; let JMeter save time stamp and elapsed time");
        }
        boolean passed = success.equalsIgnoreCase("true");
        if (!passed && !success.equalsIgnoreCase("false")) {
            throw BrokenLine.of(line(), "has a sample whose s is neither true nor false");
        }
        samples++;
        boolean transaction = attribute("rm").startsWith(CsvRow.TRANSACTION);
        SampleOutcome outcome = SampleOutcome.of(passed, SampleOutcome.tellsOfNoConnection(attribute("rc")));
        taker.take(attribute("lb"), start, elapsed, outcome, transaction);
    }

    private String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private long line() {
        return reader.getLocation().getLineNumber();
    }
}
