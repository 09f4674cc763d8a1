package io.jenkins.plugins.delivery.engine.gate.junit;

import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.TestReader;
import io.jenkins.plugins.delivery.engine.gate.TestTally;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.nio.file.Path;

/**
 * Reads JUnit XML reports. There is no binding specification; the elements are those of Ant's and Surefire's writers
 * (surefire-test-report-3.0.xsd): nested {@code testsuite}, {@code testcase} with {@code failure}, {@code error} or {@code skipped},
 * and Surefire's {@code flaky…} and {@code rerun…} elements of tests that ran again.
 */
public final class JUnitReader implements TestReader {

    private final TestNames names;

    /** Names tests as Java, Python, Go and most others do: class and name. */
    public JUnitReader() {
        this(TestNames.CLASS_AND_NAME);
    }

    /** @param names how the writer of the reports names tests */
    public JUnitReader(TestNames names) {
        this.names = names;
    }

    @Override
    public void read(Path report, TestTally tally) throws UnreadableReport {
        ReportXml.read(report, reader -> new JUnitParser(reader, tally, names).document());
    }
}
