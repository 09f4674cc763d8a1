package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items 9 to 11 of Semantic Versioning 2.0.0. */
class PrecedenceTest {

    @ParameterizedTest
    @CsvSource({
        "1.0.0, <, 2.0.0",
        "2.0.0, <, 2.1.0",
        "2.1.0, <, 2.1.1",
        "1.0.0-alpha, <, 1.0.0",
        "1.0.0-alpha, <, 1.0.0-alpha.1",
        "1.0.0-alpha.1, <, 1.0.0-alpha.beta",
        "1.0.0-alpha.beta, <, 1.0.0-beta",
        "1.0.0-beta, <, 1.0.0-beta.2",
        "1.0.0-beta.2, <, 1.0.0-beta.11",
        "1.0.0-beta.11, <, 1.0.0-rc.1",
        "1.0.0-rc.1, <, 1.0.0",
        "1.9.0, <, 1.10.0",
        "1.9.9, <, 1.9.10",
        "9.0.0, <, 10.0.0",
        "1.0.0-2, <, 1.0.0-10",
        "1.0.0-9, <, 1.0.0-a",
        "1.0.0-1a, >, 1.0.0-2",
        "1.0.0-A, <, 1.0.0-a",
        "1.0.0-Z, <, 1.0.0-a",
        "1.0.0--, <, 1.0.0-0a",
        "1.0.0-0, <, 1.0.0--",
        "1.0.0-a.b, <, 1.0.0-a.b.c",
        "1.0.0-a.b, <, 1.0.0-a-b",
        "1.0.0+a, =, 1.0.0+b",
        "1.0.0+a, =, 1.0.0",
        "1.0.0-rc.1+a, =, 1.0.0-rc.1+b",
        "1.0.0-rc.1+z, <, 1.0.0+a",
        "1.0.0-99999999999999999998, <, 1.0.0-99999999999999999999",
        "1.0.0-9, <, 1.0.0-99999999999999999999",
        "18446744073709551615.0.0, <, 18446744073709551616.0.0",
        "1.18446744073709551616.0, >, 1.9223372036854775807.0",
        "1.5.0-dev.9, <, 1.5.0-dev.10",
        "1.5.0-dev.10, <, 1.5.0-rc.1",
        "1.5.0-rc.10, <, 1.5.0",
        "1.5.0-pr-12.3.g1234567, <, 1.5.0-pr-12.4.g0000000",
        "1.5.0-login.3, <, 1.5.0-login.3.g1234567"
    })
    void isThatOfTheSpecification(String left, char order, String right) {
        SemanticVersion one = SemanticVersion.parse(left);
        SemanticVersion other = SemanticVersion.parse(right);
        int expected = "<=>".indexOf(order) - 1;
        assertThat(Integer.signum(one.comparePrecedence(other))).isEqualTo(expected);
        assertThat(Integer.signum(other.comparePrecedence(one))).isEqualTo(-expected);
        if (expected != 0) {
            assertThat(Integer.signum(one.compareTo(other))).isEqualTo(expected);
        }
    }

    /** What becomes of a version in an OCI registry (item 10 against the grammar of tags). */
    @ParameterizedTest
    @CsvSource({
        "1.5.0, 1.5.0",
        "1.5.0-rc.1, 1.5.0-rc.1",
        "1.5.0+build.7, 1.5.0_build.7",
        "1.5.0-rc.1+a-b.7, 1.5.0-rc.1_a-b.7",
        "1.5.0-pr-12.3.g1234567, 1.5.0-pr-12.3.g1234567"
    })
    void tagsHaveNoPlus(String version, String tag) {
        assertThat(SemanticVersion.parse(version).toOciTag()).isEqualTo(tag);
    }
}
