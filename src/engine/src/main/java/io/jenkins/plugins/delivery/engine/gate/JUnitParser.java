package io.jenkins.plugins.delivery.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one JUnit XML report as a stream. There is no binding specification; the elements are those of Ant's and Surefire's writers
 * (surefire-test-report-3.0.xsd): nested {@code testsuite}, {@code testcase} with {@code failure}, {@code error} or {@code skipped},
 * and Surefire's {@code flaky…} and {@code rerun…} elements of tests that ran again. A document type is refused, so that a report
 * can neither read files nor grow without end.
 */
final class JUnitParser {

    private static final int LONGEST_MESSAGE = 500;

    private final XMLStreamReader reader;
    private final JUnitTally tally;

    private JUnitParser(XMLStreamReader reader, JUnitTally tally) {
        this.reader = reader;
        this.tally = tally;
    }

    /** Why a file cannot be counted; the message is a clause without a full stop. */
    static final class UnreadableReport extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableReport(String message) {
            super(message);
        }
    }

    /** @param name the file as people know it */
    static JUnitResults parse(Path path, String name) throws UnreadableReport {
        try (InputStream in = Files.newInputStream(path)) {
            XMLStreamReader reader = factory().createXMLStreamReader(in);
            try {
                return new JUnitParser(reader, new JUnitTally(name)).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new UnreadableReport("it is not well-formed XML" + place(e));
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }

    private JUnitResults document() throws XMLStreamException, UnreadableReport {
        boolean root = true;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new UnreadableReport("it declares a document type, which a test report never needs");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                startElement(reader.getLocalName(), root);
                root = false;
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("testsuite")) {
                tally.leaveSuite();
            }
        }
        return tally.results();
    }

    private void startElement(String element, boolean root) throws XMLStreamException, UnreadableReport {
        if (root && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new UnreadableReport("it is not a JUnit report, its root is <" + element + ">");
        }
        if (element.equals("testsuite")) {
            tally.enterSuite(attribute("name", "a suite"), number("failures") + number("errors"));
        } else if (element.equals("testcase")) {
            testCase();
        }
    }

    /** The worst of a case's elements decides: a failure over an error over a skip. */
    private void testCase() throws XMLStreamException {
        String test = testName();
        JUnitTally.Outcome outcome = JUnitTally.Outcome.PASSED;
        String message = "";
        boolean rerun = false;
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                JUnitTally.Outcome told = outcomeOf(reader.getLocalName());
                rerun |= reader.getLocalName().startsWith("flaky");
                if (depth == 1 && severity(told) > severity(outcome)) {
                    outcome = told;
                    message = message();
                } else {
                    depth++;
                }
            }
        }
        tally.add(test, outcome, message, rerun);
    }

    private static JUnitTally.Outcome outcomeOf(String element) {
        return switch (element) {
            case "failure" -> JUnitTally.Outcome.FAILED;
            case "error" -> JUnitTally.Outcome.ERROR;
            case "skipped" -> JUnitTally.Outcome.SKIPPED;
            default -> JUnitTally.Outcome.PASSED;
        };
    }

    private static int severity(JUnitTally.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> 0;
            case SKIPPED -> 1;
            case ERROR -> 2;
            case FAILED -> 3;
        };
    }

    /** What the current element says, in its attribute or the first line of its text; leaves the reader on its end. */
    private String message() throws XMLStreamException {
        String said = attribute("message", "").strip();
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (reader.hasText() && text.length() < LONGEST_MESSAGE) {
                text.append(reader.getText());
            }
        }
        String line =
                said.isEmpty() ? text.toString().strip().lines().findFirst().orElse("no message") : said;
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    private String testName() {
        String name = attribute("name", "a test without a name");
        String type = attribute("classname", "");
        return type.isEmpty() || name.startsWith(type) ? name : type + "." + name;
    }

    private String attribute(String name, String otherwise) {
        String value = reader.getAttributeValue(null, name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private int number(String attribute) {
        String value = attribute(attribute, "0").strip();
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null || e.getLocation().getLineNumber() < 1
                ? ""
                : " (it breaks off or goes wrong in line " + e.getLocation().getLineNumber() + ")";
    }

    private static XMLInputFactory factory() {
        // The JDK's own implementation: another one on the class path may ignore the next two lines.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
