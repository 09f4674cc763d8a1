package io.jenkins.plugins.delivery.engine.gate.newman;

import io.jenkins.plugins.delivery.engine.gate.TestReader;
import io.jenkins.plugins.delivery.engine.gate.TestTally;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import io.jenkins.plugins.delivery.engine.gate.junit.TestNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads what newman's reporters {@code json} and {@code junit} leave. A test is an assertion of a request; what runs again is the
 * request, by its name, as newman's {@code --folder} takes it.
 */
public final class NewmanReader implements TestReader {

    /** Names of a report in XML: a suite is called by the folders of a request and its name. */
    private record XmlNames(RequestNames requests) implements TestNames {

        @Override
        public String test(String suite, String type, String name) {
            return RequestNames.last(suite) + ": " + name;
        }

        @Override
        public String id(String suite, String type, String name) {
            return suiteId(suite);
        }

        @Override
        public String suiteId(String suite) {
            return requests.id(RequestNames.last(suite));
        }
    }

    @Override
    public void read(Path report, TestTally tally) throws UnreadableReport {
        if (startsWith(report) == '{') {
            NewmanJson.read(report, tally);
        } else {
            new JUnitReader(new XmlNames(RequestNames.ofXml(report))).read(report, tally);
        }
    }

    /** The first character that is no space or byte order mark. */
    private static int startsWith(Path report) throws UnreadableReport {
        try (InputStream in = Files.newInputStream(report)) {
            for (int character : in.readNBytes(64)) {
                if (character > ' ') {
                    return character;
                }
            }
            throw new UnreadableReport("it is empty");
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }
}
