package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    /** One series of 0.05, compared with 0.04. */
    private static final Reading ONE = new Reading(List.of(0.05), OptionalDouble.of(0.04));

    private static final Reading THREE = new Reading(List.of(1.0, 2.0, 6.0), OptionalDouble.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value < 0.06 | true",
                "value < 0.05 | false",
                "value <= 0.05 | true",
                "value>5e-2 | false",
                "value >= 5% | true",
                "value == 50ms | true",
                "value != 50ms | false",
                "value < 1s | true",
                "not value > 1 | true",
                "!(value > 1) | true",
                "not not value > 1 | false",
                "value > 1 or value < 1 and value > 2 | false",
                "(value > 1 or value < 1) and value > 0 | true",
                "value < 1 or value > 2 && value > 3 | true",
                "VALUE < 1 AND Value > 0 | true",
                "value < baseline * 1.2 | false",
                "value <= baseline * 1.2 + 0.01 | true",
                "value - baseline < 2% | true",
                "value / baseline < 1.3 | true",
                "-value < 0 | true",
                "1 - 2 - 3 == -4 | true",
                "8 / 4 / 2 == 1 | true",
                "2 + 3 * 4 == 14 | true",
                "(2 + 3) * 4 == 20 | true",
                "- - 2 == 2 | true",
                "max(values) <= 5% | true",
                "count(values) == 1 | true"
            })
    void decides(String text, boolean expected) throws Exception {
        assertThat(Condition.parse(text).holds(ONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min(values) == 1 | true",
                "max(values) == 6 | true",
                "avg(values) == 3 | true",
                "sum( values ) == 9 | true",
                "count(values) >= 3 and max(values) < 6 | false"
            })
    void looksAtEverySeries(String text, boolean expected) throws Exception {
        Condition condition = Condition.parse(text);
        assertThat(condition.holds(THREE)).isEqualTo(expected);
        assertThat(condition.needsOne()).isFalse();
    }

    @Test
    void infinityIsMoreThanEveryNumber() throws Exception {
        Reading infinite = new Reading(List.of(Double.POSITIVE_INFINITY), OptionalDouble.empty());
        assertThat(Condition.parse("value < 1000000").holds(infinite)).isFalse();
        assertThat(Condition.parse("value > 1000000").holds(infinite)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value / 0 * 0 < 1", "value < 0/0", "value < baseline"})
    void aComparisonWithoutANumberDecidesNothing(String text) {
        Reading noBaseline = new Reading(List.of(1.0), OptionalDouble.empty());
        assertThatThrownBy(() -> Condition.parse(text).holds(noBaseline))
                .isInstanceOf(Condition.Undecidable.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void knowsTheSignsOfOtherLanguages() throws Exception {
        assertThat(Condition.parse("value > 1 || value < 1").holds(ONE)).isTrue();
        assertThat(Condition.parse("value > 1 && value < 1").holds(ONE)).isFalse();
    }

    @Test
    void saysWhatItNeeds() {
        assertThat(Condition.parse("value < baseline").needsOne()).isTrue();
        assertThat(Condition.parse("value < baseline").needsBaseline()).isTrue();
        assertThat(Condition.parse("max(values) < 1").needsBaseline()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value | this is a number; compare it with another",
                "value < | expected a number, value, baseline, or min, max, avg, sum or count of (values), not the end",
                "valeu < 1 | not 'valeu'",
                "value < 5m | 'm' is no unit; there are %, ms and s",
                "value = 1 | character 7: '=' is not known",
                "0 < value < 1 | expected 'and' between two comparisons, not '<'",
                "value < 1 and | not the end",
                "(value < 1 | expected ')' at the end",
                "value < 1) | expected the end, not ')'",
                "max(value) < 1 | expected 'values', not 'value'",
                "values < 1 | not 'values'",
                "(value < 1) + 2 > 1 | expected a number, not a comparison",
                "(value < 1) < 2 | expected a number, not a comparison",
                "not value | this is a number",
                "value < 1; rm | ';' is not known",
                "value < ${limit} | '$' is not known",
                "System.exit(0) | character 7: '.' is not known"
            })
    void refusesWithThePlace(String text, String said) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "', character ")
                .hasMessageContaining(said);
    }

    @Test
    void refusesWhatNobodyWrites() {
        assertThatThrownBy(() -> Condition.parse("(".repeat(100) + "value < 1" + ")".repeat(100)))
                .hasMessageContaining("nested more than 50 times");
        assertThatThrownBy(() -> Condition.parse("-".repeat(300) + "1 < 1")).hasMessageContaining("nested");
        assertThatThrownBy(() -> Condition.parse("value < 1 ".repeat(60))).hasMessageContaining("at most 500");
        assertThatThrownBy(() -> Condition.parse(" ")).hasMessageContaining("not the end");
    }

    @Property
    void isReadOrRefusedWhateverItSays(@ForAll @StringLength(max = 60) @CharRange(from = '!', to = 'z') String text) {
        try {
            Condition.parse(text).holds(ONE);
        } catch (IllegalArgumentException | Condition.Undecidable refused) {
            assertThat(refused.getMessage()).contains(text.strip());
        }
    }

    @Property
    void comparesAsJavaDoes(@ForAll float left, @ForAll float right) throws Exception {
        Reading reading = new Reading(List.of((double) left), OptionalDouble.of(right));
        assertThat(Condition.parse("value < baseline").holds(reading)).isEqualTo(left < right);
        assertThat(Condition.parse("value >= baseline").holds(reading)).isEqualTo(left >= right);
    }
}
