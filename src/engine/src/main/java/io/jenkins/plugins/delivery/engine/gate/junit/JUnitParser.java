package io.jenkins.plugins.delivery.engine.gate.junit;

import io.jenkins.plugins.delivery.engine.gate.LostConnection;
import io.jenkins.plugins.delivery.engine.gate.ReportText;
import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.TestCase;
import io.jenkins.plugins.delivery.engine.gate.TestTally;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks through one JUnit report. */
final class JUnitParser {

    private final XMLStreamReader reader;
    private final TestTally tally;
    private final TestNames names;
    private final Deque<OpenSuite> suites = new ArrayDeque<>();

    JUnitParser(XMLStreamReader reader, TestTally tally, TestNames names) {
        this.reader = reader;
        this.tally = tally;
        this.names = names;
    }

    void document() throws XMLStreamException, UnreadableReport {
        boolean root = true;
        while (reader.hasNext()) {
            int event = ReportXml.next(reader);
            if (event == XMLStreamConstants.START_ELEMENT) {
                startElement(reader.getLocalName(), root);
                root = false;
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && (reader.getLocalName().equals("testsuite")
                            || reader.getLocalName().equals("testsuites"))) {
                leaveSuite();
            }
        }
    }

    private void startElement(String element, boolean root) throws XMLStreamException, UnreadableReport {
        if (root && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new UnreadableReport("it is not a JUnit report, its root is <" + element + ">");
        }
        switch (element) {
            // gotestsum counts whatever its tool warns of as errors of the whole.
            case "testsuites" -> suites.push(new OpenSuite(attribute("name", "the report"), false, number("failures")));
            case "testsuite" ->
                suites.push(new OpenSuite(attribute("name", "a suite"), true, number("failures") + number("errors")));
            case "testcase" -> testCase();
            case "error", "failure" -> suiteFailed();
            case "system-err" -> {
                if (!suites.isEmpty()) {
                    suites.peek().trouble = trouble(new ElementText(reader).read());
                }
            }
            default -> {
                // Properties, output and whatever else a writer adds say nothing of a test.
            }
        }
    }

    /** What newman writes of a request without an answer or a script that broke, before the cases of that request. */
    private static String trouble(ElementText text) {
        return text.shortened()
                .lines()
                .filter(line -> line.startsWith("RequestError:")
                        || line.startsWith("testScriptError:")
                        || line.startsWith("prerequestScriptError:"))
                .findFirst()
                .orElse("");
    }

    /** A suite that could not be set up says so itself (Ant's and Jenkins's reports know that), or only by its numbers. */
    private void suiteFailed() throws XMLStreamException, UnreadableReport {
        if (suites.isEmpty()) {
            return;
        }
        OpenSuite suite = suites.peek();
        ElementText text = new ElementText(reader).read();
        suite.found++;
        tally.add(TestCase.bad(
                suite.name,
                suite.id(names),
                TestCase.Outcome.ERROR,
                ReportText.line(text.message(), OpenCase.LONGEST_MESSAGE),
                text.everything()));
    }

    /**
     * A suite that announces more failures than it names (a suite that could not be set up, with some writers) has failed all the
     * same: the difference counts as errors.
     */
    private void leaveSuite() {
        OpenSuite suite = suites.pop();
        if (suite.announced > suite.found) {
            String message = suite.trouble.isEmpty()
                    ? "the suite reports " + suite.announced + " failures and names only " + suite.found
                    : suite.trouble;
            tally.add(
                    TestCase.bad(suite.name, suite.id(names), TestCase.Outcome.ERROR, message, suite.trouble),
                    suite.announced - suite.found);
            suite.found = suite.announced;
        }
        if (!suites.isEmpty()) {
            suites.peek().found += suite.found;
        }
    }

    private void testCase() throws XMLStreamException, UnreadableReport {
        OpenCase open = new OpenCase(attribute("status", ""), attribute("result", ""));
        String type = line(attribute("classname", ""));
        // Surefire gives a class that could not be set up a case without a name, which nothing runs again alone.
        boolean named = !attribute("name", "").isEmpty();
        String name = line(attribute("name", type.isEmpty() ? "a test without a name" : type));
        for (int depth = 1; depth > 0; ) {
            int event = ReportXml.next(reader);
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT && (depth > 1 || !open.take(reader))) {
                depth++;
            }
        }
        open.end();
        OpenSuite suite = suites.isEmpty() ? new OpenSuite("", true, 0) : suites.peek();
        if (LostConnection.in(suite.trouble)) {
            open.withoutAnswer();
        }
        suite.found += open.problems();
        tally.add(open.of(names.test(suite.name, type, name), named ? names.id(suite.name, type, name) : null));
    }

    private String attribute(String name, String otherwise) {
        String value = reader.getAttributeValue(null, name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** On one line: XML makes blanks of line breaks in an attribute unless their writer has escaped them. */
    private static String line(String name) {
        return name.replaceAll("[\\r\\n\\t]", " ");
    }

    private int number(String attribute) {
        String value = attribute(attribute, "0").strip();
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }

    /** A suite that is being read: what its writer announced, what was found in it, and what went wrong with all of it. */
    private static final class OpenSuite {
        final String name;
        final boolean runs;
        final int announced;
        int found;
        String trouble = "";

        /** @param runs whether it is one that a tool can run, and not the whole report */
        OpenSuite(String name, boolean runs, int announced) {
            this.name = name;
            this.runs = runs;
            this.announced = announced;
        }

        String id(TestNames names) {
            return runs ? names.suiteId(name) : null;
        }
    }
}
