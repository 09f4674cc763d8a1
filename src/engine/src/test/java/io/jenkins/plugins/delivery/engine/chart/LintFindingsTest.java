package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LintFindingsTest {

    @Test
    void anErrorOverSeveralLinesIsOneFinding() {
        LintFindings findings = LintFindings.of(
                true,
                List.of(
                        "[INFO] Chart.yaml: icon is recommended",
                        "[ERROR] templates/: values don't meet the specifications:",
                        "payments:",
                        "- at '': additional properties 'nope' not allowed",
                        "",
                        "[WARNING] templates/role.yaml: deprecated"));
        assertThat(findings.errors())
                .containsExactly("templates/: values don't meet the specifications: payments:"
                        + " - at '': additional properties 'nope' not allowed");
        assertThat(findings.warnings()).containsExactly("templates/role.yaml: deprecated");
    }

    @Test
    void helmsVerdictCountsInBothDirections() {
        assertThat(LintFindings.of(true, List.of("[WARNING] templates/: odd")).errors())
                .containsExactly("[WARNING] templates/: odd");
        assertThat(LintFindings.of(true, List.of("Error unable to read")).errors())
                .containsExactly("Error unable to read");
        assertThat(LintFindings.of(false, List.of("[INFO] Chart.yaml: fine")))
                .isEqualTo(new LintFindings(List.of(), List.of()));
    }
}
