package io.jenkins.plugins.delivery.engine.gate.newman;

import io.jenkins.plugins.delivery.engine.gate.ReportText;
import io.jenkins.plugins.delivery.engine.gate.TestCase;
import io.jenkins.plugins.delivery.engine.gate.TestCase.Outcome;
import io.jenkins.plugins.delivery.engine.gate.TestTally;
import java.util.ArrayList;
import java.util.List;

/** A request that newman sent, while its part of the report is read. */
final class Execution {

    private static final int LONGEST_MESSAGE = 500;

    String request = "a request";
    String requestError;
    String scriptError;
    private final List<Assertion> assertions = new ArrayList<>();

    private record Assertion(String name, boolean skipped, String problem) {}

    void assertion(String name, boolean skipped, String problem) {
        assertions.add(new Assertion(name, skipped, problem == null ? null : cut(problem)));
    }

    /** A request without an answer fails its assertions for that reason, whatever each of them says; it is a test of its own. */
    void tell(TestTally tally, RequestNames names) {
        String id = names.id(request);
        for (Assertion assertion : assertions) {
            String test = request + ": " + assertion.name();
            if (assertion.skipped()) {
                tally.add(new TestCase(test, id, Outcome.SKIPPED, "", false, false));
            } else if (assertion.problem() == null) {
                tally.add(new TestCase(test, id, Outcome.PASSED, "", false, false));
            } else {
                String said = requestError == null ? assertion.problem() : requestError;
                tally.add(TestCase.bad(test, id, Outcome.FAILED, cut(said), requestError == null ? "" : said));
            }
        }
        if (requestError != null) {
            tally.add(TestCase.bad(request, id, Outcome.ERROR, cut(requestError), requestError));
        }
        if (scriptError != null) {
            tally.add(TestCase.bad(
                    request + ": its script",
                    id,
                    Outcome.ERROR,
                    cut(scriptError),
                    requestError == null ? "" : requestError));
        }
    }

    private static String cut(String text) {
        return ReportText.line(text, LONGEST_MESSAGE);
    }
}
