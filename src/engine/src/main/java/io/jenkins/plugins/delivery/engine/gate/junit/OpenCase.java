package io.jenkins.plugins.delivery.engine.gate.junit;

import io.jenkins.plugins.delivery.engine.gate.LostConnection;
import io.jenkins.plugins.delivery.engine.gate.ReportText;
import io.jenkins.plugins.delivery.engine.gate.TestCase;
import io.jenkins.plugins.delivery.engine.gate.TestCase.Outcome;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A test case that is being read. The worst of its elements decides: a failure over an error over a skip. */
final class OpenCase {

    private static final int LONGEST_MESSAGE = 500;

    private Outcome outcome = Outcome.PASSED;
    private String message = "";
    private boolean lost;
    private boolean again;

    /**
     * Reads an element of the case to its end when it says something.
     *
     * @return whether it did
     */
    boolean take(XMLStreamReader reader) throws XMLStreamException, UnreadableReport {
        String element = reader.getLocalName();
        if (element.startsWith("flaky")) {
            if (!again && !isBad()) {
                message = cut(new ElementText(reader).read().message());
                again = true;
                return true;
            }
            return false;
        }
        Outcome told = outcomeOf(element);
        if (severity(told) <= severity(outcome)) {
            return false;
        }
        ElementText text = new ElementText(reader).read();
        outcome = told;
        message = isBad() ? cut(text.message()) : "";
        lost = isBad() && LostConnection.in(text.message(), text.everything());
        return true;
    }

    /**
     * The request that the case looks at got no answer: what failed, failed for that, and nothing was seen to be right either (newman
     * writes its skipped assertions like passed ones).
     */
    void withoutAnswer() {
        lost = isBad();
        outcome = outcome == Outcome.PASSED ? Outcome.SKIPPED : outcome;
    }

    boolean isBad() {
        return outcome == Outcome.FAILED || outcome == Outcome.ERROR;
    }

    TestCase of(String test, String id) {
        return new TestCase(test, id, outcome, message, lost, again);
    }

    private static Outcome outcomeOf(String element) {
        return switch (element) {
            case "failure" -> Outcome.FAILED;
            case "error" -> Outcome.ERROR;
            case "skipped" -> Outcome.SKIPPED;
            default -> Outcome.PASSED;
        };
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> 0;
            case SKIPPED -> 1;
            case ERROR -> 2;
            case FAILED -> 3;
        };
    }

    private static String cut(String line) {
        return ReportText.line(line, LONGEST_MESSAGE);
    }
}
