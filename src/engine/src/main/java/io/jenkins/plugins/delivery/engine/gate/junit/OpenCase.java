package io.jenkins.plugins.delivery.engine.gate.junit;

import io.jenkins.plugins.delivery.engine.gate.LostConnection;
import io.jenkins.plugins.delivery.engine.gate.ReportText;
import io.jenkins.plugins.delivery.engine.gate.TestCase;
import io.jenkins.plugins.delivery.engine.gate.TestCase.Outcome;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A test case that is being read. The worst of its elements decides: a failure over an error over a skip. */
final class OpenCase {

    static final int LONGEST_MESSAGE = 500;

    /** What writers for C and C++ (googletest, CTest) say of a test that was not run, with no element in the case. */
    private static final Set<String> NOT_RUN = Set.of("notrun", "disabled", "skipped", "suppressed");

    private static final Set<String> FAILED = Set.of("fail", "failed", "failure", "error", "errored");

    private final Set<String> told;

    private Outcome outcome = Outcome.PASSED;
    private String message = "";
    private boolean lost;
    private boolean again;
    private int problems;

    /**
     * @param status the attribute of the case, with some writers
     * @param result the attribute of the case, with some writers
     */
    OpenCase(String status, String result) {
        told = Set.copyOf(
                List.of(status.strip().toLowerCase(Locale.ROOT), result.strip().toLowerCase(Locale.ROOT)));
    }

    /**
     * Reads an element of the case to its end when it says something.
     *
     * @return whether it did
     */
    boolean take(XMLStreamReader reader) throws XMLStreamException, UnreadableReport {
        String element = reader.getLocalName();
        problems += isProblem(element) ? 1 : 0;
        if (element.startsWith("flaky")) {
            if (!again && !isBad()) {
                message = cut(new ElementText(reader).read().message());
                again = true;
                return true;
            }
            return false;
        }
        Outcome said = outcomeOf(element);
        if (severity(said) <= severity(outcome)) {
            return false;
        }
        ElementText text = new ElementText(reader).read();
        problems += text.reruns();
        outcome = said;
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

    /** After the last element: where none of them says anything, an attribute may. */
    void end() {
        if (outcome != Outcome.PASSED || again) {
            return;
        }
        if (told.stream().anyMatch(FAILED::contains)) {
            outcome = Outcome.FAILED;
            message = "the report says failed, and not why";
        } else if (told.stream().anyMatch(NOT_RUN::contains)) {
            outcome = Outcome.SKIPPED;
        }
    }

    /**
     * What the suite may count for this case: writers for C and C++ count failures and not tests, and Surefire counts every run of
     * a test that ran again.
     */
    int problems() {
        return isBad() ? Math.max(1, problems) : problems;
    }

    private static boolean isProblem(String element) {
        return element.equals("failure")
                || element.equals("error")
                || element.startsWith("flaky")
                || element.startsWith("rerun");
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
