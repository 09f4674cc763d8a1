package io.jenkins.plugins.delivery.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private final String file;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private final List<TestFailure> failures = new ArrayList<>();
    private int total;
    private int failed;
    private int errors;
    private int skipped;
    private int flaky;

    private JUnitParser(XMLStreamReader reader, String file) {
        this.reader = reader;
        this.file = file;
    }

    /** Why a file cannot be counted; the message is a clause without a full stop. */
    static final class UnreadableReport extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableReport(String message) {
            super(message);
        }
    }

    /** A suite that is being read: what its writer announced and what was found in it. */
    private static final class Suite {
        final String name;
        final int announced;
        int found;

        Suite(String name, int announced) {
            this.name = name;
            this.announced = announced;
        }
    }

    /** @param name the file as people know it */
    static JUnitResults parse(Path path, String name) throws UnreadableReport {
        try (InputStream in = Files.newInputStream(path)) {
            XMLStreamReader reader = factory().createXMLStreamReader(in);
            try {
                return new JUnitParser(reader, name).document();
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
                String element = reader.getLocalName();
                if (root && !element.equals("testsuites") && !element.equals("testsuite")) {
                    throw new UnreadableReport("it is not a JUnit report, its root is <" + element + ">");
                }
                root = false;
                switch (element) {
                    case "testsuite" ->
                        suites.push(new Suite(attribute("name", "a suite"), number("failures") + number("errors")));
                    case "testcase" -> testCase();
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("testsuite")) {
                endSuite(suites.pop());
            }
        }
        return new JUnitResults(total, failed, errors, skipped, flaky, failures);
    }

    private void testCase() throws XMLStreamException {
        String test = testName();
        String state = "passed";
        String message = "";
        boolean rerun = false;
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String element = reader.getLocalName();
                boolean bad = element.equals("failure") || element.equals("error");
                rerun |= element.startsWith("flaky");
                if (depth == 1 && (bad && !state.equals("failure") || element.equals("skipped"))) {
                    String said = message();
                    boolean keep = element.equals("skipped") && !state.equals("passed");
                    message = keep ? message : said;
                    state = keep ? state : element;
                } else {
                    depth++;
                }
            }
        }
        count(test, state, message, rerun);
    }

    private void count(String test, String state, String message, boolean rerun) {
        total++;
        switch (state) {
            case "failure" -> failed++;
            case "error" -> errors++;
            case "skipped" -> skipped++;
            default -> flaky += rerun ? 1 : 0;
        }
        if (state.equals("failure") || state.equals("error")) {
            suites.stream().limit(1).forEach(suite -> suite.found++);
            keep(test, message);
        }
    }

    /**
     * A suite that announces more failures than it names (a suite that could not be set up, with some writers) has failed all the
     * same: the difference counts as errors.
     */
    private void endSuite(Suite suite) {
        if (suite.announced > suite.found) {
            int unnamed = suite.announced - suite.found;
            errors += unnamed;
            total += unnamed;
            suite.found += unnamed;
            keep(
                    suite.name,
                    "the suite reports " + suite.announced + " failures and names only " + (suite.announced - unnamed)
                            + " of them");
        }
        if (!suites.isEmpty()) {
            suites.peek().found += suite.found;
        }
    }

    private void keep(String test, String message) {
        if (failures.size() < JUnitResults.MOST_FAILURES) {
            failures.add(new TestFailure(test, message, file));
        }
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
