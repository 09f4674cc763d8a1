package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.gate.E2eGate;
import io.jenkins.plugins.delivery.engine.gate.E2eGateRequest;
import io.jenkins.plugins.delivery.engine.gate.SuiteKind;
import io.jenkins.plugins.delivery.engine.gate.SuiteReaders;
import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import io.jenkins.plugins.delivery.engine.gate.load.LoadSuiteReader;
import io.jenkins.plugins.delivery.engine.gate.newman.NewmanReader;
import io.jenkins.plugins.delivery.engine.gate.watch.MetricsWatch;
import io.jenkins.plugins.delivery.engine.gate.watch.MetricsWatchRequest;
import io.jenkins.plugins.delivery.engine.gate.zap.ZapScan;
import io.jenkins.plugins.delivery.engine.gate.zap.ZapScanRequest;
import io.jenkins.plugins.delivery.engine.gate.zap.ZapSuiteReader;
import java.util.List;
import java.util.Map;

/** The steps that decide whether a version may go on. */
final class GateSteps {

    private static final SuiteReaders SUITES = new SuiteReaders(
            Map.of(SuiteKind.JUNIT, new JUnitReader(), SuiteKind.NEWMAN, new NewmanReader()),
            Map.of(SuiteKind.JMETER, new LoadSuiteReader(), SuiteKind.ZAP, new ZapSuiteReader()));

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "e2eGate",
                    "Waits until an environment answers, then decides by URL checks and the reports of what ran against it.",
                    E2eGateRequest.class,
                    () -> new E2eGate(SUITES),
                    arguments -> E2eGate.problems(arguments, SUITES)),
            new OperationDescriptor<>(
                    "zapScan",
                    "Lets a running OWASP ZAP scan an environment, waits for it, and decides by risk, confidence and allow list.",
                    ZapScanRequest.class,
                    ZapScan::new),
            new OperationDescriptor<>(
                    "metricsWatch",
                    "Watches a release for a while by Prometheus queries and an HTTP probe, and decides by how often they are not good.",
                    MetricsWatchRequest.class,
                    MetricsWatch::new));

    private GateSteps() {}
}
