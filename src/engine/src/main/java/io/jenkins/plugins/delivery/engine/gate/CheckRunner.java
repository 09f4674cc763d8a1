package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;

/** Asks the environment one URL check. */
final class CheckRunner {

    private CheckRunner() {}

    /** Without an answer the check is errored, unless the time that passed alone already breaks its latency budget. */
    static CheckOutcome run(String url, UrlCheck check, EngineContext context) throws InterruptedException {
        try {
            Probe.Answer answer = Probe.send(
                    url,
                    check.path(),
                    check.method(),
                    check.send(),
                    Optional.ofNullable(check.credentialsId()).map(context::credential));
            return CheckJudge.judge(check, answer);
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
}
