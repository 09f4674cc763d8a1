package io.jenkins.plugins.delivery.engine.chart.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsAllowListTest {

    private static final LocalDate LAST_DAY = LocalDate.parse("2027-01-31");

    private final SecretFinding finding =
            SecretScan.of("values-dev.yaml", "db: {password: hunter2}").get(0);

    @Test
    void itAcceptsOneValueAtOnePlaceUntilItsLastDay() {
        SecretsAllowList list = list(finding.fingerprint());
        assertThat(list.accepting(finding, LAST_DAY)).isPresent();
        assertThat(list.accepting(finding, LAST_DAY.plusDays(1))).isEmpty();
        assertThat(list.whyNot(finding, LAST_DAY.plusDays(1))).isEqualTo(" (accepted until 2027-01-31 only)");
        assertThat(list.unmatched(List.of(finding))).isEmpty();
        assertThat(list.unmatched(List.of())).hasSize(1);
    }

    @Test
    void aChangedValueIsReviewedAnew() {
        SecretsAllowList list = list(finding.fingerprint());
        SecretFinding changed =
                SecretScan.of("values-dev.yaml", "db: {password: hunter3}").get(0);
        SecretFinding elsewhere =
                SecretScan.of("values-prod.yaml", "db: {password: hunter2}").get(0);
        assertThat(list.accepting(changed, LAST_DAY)).isEmpty();
        assertThat(list.whyNot(changed, LAST_DAY)).isEqualTo(" (what the allow list accepts there is another value)");
        assertThat(list.accepting(elsewhere, LAST_DAY)).isEmpty();
        assertThat(list.whyNot(elsewhere, LAST_DAY)).isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceAndNeverWhatMayBeTheSecret() {
        String yaml = """
                - {path: a, file: values.yaml, value: hunter2, reason: r, expires: 2027-01-31}
                - {path: a, file: values.yaml, value: v1-00000000, expires: soon, pathh: b}
                - text
                """;
        assertThatThrownBy(() -> SecretsAllowList.of("allow.yaml", YamlValues.parse("allow.yaml", yaml)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "The allow list allow.yaml",
                        "entry 1: value is not a fingerprint like v1-1a2b3c4d",
                        "entry 2 has no reason",
                        "entry 2: expires 'soon' is not a date",
                        "pathh is not known; did you mean 'path'?",
                        "entry 3 is not a map")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> SecretsAllowList.of("allow.yaml", "a text"))
                .hasMessageContaining("it is not a list of entries");
        assertThat(SecretsAllowList.of("allow.yaml", null)).isEqualTo(SecretsAllowList.EMPTY);
    }

    private static SecretsAllowList list(String value) {
        return SecretsAllowList.of(
                "allow.yaml",
                YamlValues.parse(
                        "allow.yaml",
                        "- {path: db.password, file: values-dev.yaml, value: " + value
                                + ", reason: throw-away, owner: payments, expires: 2027-01-31}"));
    }
}
