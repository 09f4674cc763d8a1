package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;

/** Asks the environment one URL check. */
public final class CheckRunner {

    private CheckRunner() {}

    /**
     * Without an answer the check is errored, unless the time that passed alone already breaks its latency budget.
     *
     * @param url address of the environment, which the check's path is appended to
     */
    public static CheckOutcome run(String url, UrlCheck check, EngineContext context) throws InterruptedException {
        try {
            Probe.Answer answer = Probe.send(
                    url,
                    new Probe.Question(check.path(), check.method(), check.send(), check.body()),
                    Optional.ofNullable(check.credentialsId()).map(context::credential));
            return CheckJudge.judge(check, answer, context.clock().instant());
        } catch (Probe.NoAnswer e) {
            boolean tooSlow = check.within() != null && e.took().compareTo(check.within()) > 0;
            return tooSlow
                    ? new CheckOutcome(
                            check.name(),
                            GateVerdict.FAILED,
                            "an answer within " + Durations.text(check.within()),
                            e.getMessage(),
                            e.took())
                    : new CheckOutcome(
                            check.name(), GateVerdict.ERRORED, CheckJudge.expectation(check), e.getMessage(), e.took());
        }
    }

    /** Everything a check expects, in one clause. */
    public static String expectation(UrlCheck check) {
        return CheckJudge.expectation(check);
    }

    /** Whether an environment of which nothing else is known works at all: any answer but a server error does. Errored without one. */
    public static CheckOutcome alive(String url) throws InterruptedException {
        String expected = "an answer without a server error";
        try {
            Probe.Answer answer = Probe.get(url, "/");
            GateVerdict verdict = answer.status() < 500 ? GateVerdict.PASSED : GateVerdict.FAILED;
            return new CheckOutcome("GET /", verdict, expected, "it answered " + answer.status(), answer.took());
        } catch (Probe.NoAnswer e) {
            return new CheckOutcome("GET /", GateVerdict.ERRORED, expected, e.getMessage(), e.took());
        }
    }
}
