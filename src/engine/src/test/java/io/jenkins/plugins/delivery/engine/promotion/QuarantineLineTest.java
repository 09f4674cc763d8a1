package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuarantineLineTest {

    private static final String WHEN = "2026-11-21T21:31:42";

    @Test
    void aMomentIsToldToTheSecond() {
        QuarantineLine line = new QuarantineLine("1.4.0", null, "prod", WHEN + ".222104730Z", null, "it is Degraded");
        assertThat(line).hasToString(" since " + WHEN + "Z (seen in prod): it is Degraded");
        assertThat(QuarantineLine.parse(line.text())).isEqualTo(line);
    }

    @Test
    void aLineWithFractionsIsStillRead() {
        String written = "1.4.0\t-\tprod\t" + WHEN + ".222104730Z\t-\tit is Degraded";
        assertThat(QuarantineLine.parse(written).since()).isEqualTo(WHEN + "Z");
    }
}
