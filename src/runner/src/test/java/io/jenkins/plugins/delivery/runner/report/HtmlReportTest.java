package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.runner.model.Journey;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private final HtmlReport report = new HtmlReport(ZoneOffset.UTC);

    @Test
    void writesExamplesForPeopleToLookAt() {
        Path directory = Path.of("target", "report-examples");
        report.write(Examples.delivered(), directory.resolve("delivered.html"));
        report.write(Examples.failed(), directory.resolve("failed.html"));
        report.write(new Journey("nothing", List.of()), directory.resolve("empty.html"));

        assertThat(directory.resolve("delivered.html")).isNotEmptyFile();
    }
}
