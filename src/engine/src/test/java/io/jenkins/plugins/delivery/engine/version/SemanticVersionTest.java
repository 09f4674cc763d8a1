package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {

    /** The versions that semver.org's suggested regular expression must match. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.4",
                "1.2.3",
                "10.20.30",
                "1.1.2-prerelease+meta",
                "1.1.2+meta",
                "1.1.2+meta-valid",
                "1.0.0-alpha",
                "1.0.0-beta",
                "1.0.0-alpha.beta",
                "1.0.0-alpha.beta.1",
                "1.0.0-alpha.1",
                "1.0.0-alpha0.valid",
                "1.0.0-alpha.0valid",
                "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
                "1.0.0-rc.1+build.1",
                "2.0.0-rc.1+build.123",
                "1.2.3-beta",
                "10.2.3-DEV-SNAPSHOT",
                "1.2.3-SNAPSHOT-123",
                "1.0.0",
                "2.0.0",
                "1.1.7",
                "2.0.0+build.1848",
                "2.0.1-alpha.1227",
                "1.0.0-alpha+beta",
                "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
                "1.2.3----R-S.12.9.1--.12+meta",
                "1.2.3----RC-SNAPSHOT.12.9.1--.12",
                "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
                "99999999999999999999999.999999999999999999.99999999999999999",
                "1.0.0-0A.is.legal"
            })
    void readsAndWritesValidVersions(String text) {
        SemanticVersion version = SemanticVersion.parse(text);
        assertThat(version).hasToString(text);
        assertThat(version.toOciTag()).doesNotContain("+").matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    }

    /** The versions that it must not match. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2",
                "1.2.3-0123",
                "1.2.3-0123.0123",
                "1.1.2+.123",
                "+invalid",
                "-invalid",
                "-invalid+invalid",
                "-invalid.01",
                "alpha",
                "alpha.beta",
                "alpha.beta.1",
                "alpha.1",
                "alpha+beta",
                "alpha_beta",
                "alpha.",
                "alpha..",
                "beta",
                "1.0.0-alpha_beta",
                "-alpha.",
                "1.0.0-alpha..",
                "1.0.0-alpha..1",
                "1.0.0-alpha...1",
                "1.0.0-alpha....1",
                "1.0.0-alpha.....1",
                "1.0.0-alpha......1",
                "1.0.0-alpha.......1",
                "01.1.1",
                "1.01.1",
                "1.1.01",
                "1.2.3.DEV",
                "1.2-SNAPSHOT",
                "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
                "1.2-RC-SNAPSHOT",
                "-1.0.3-gamma+b7718",
                "+justmeta",
                "9.8.7+meta+meta",
                "9.8.7-whatever+meta+meta",
                "99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1----------..12",
                "",
                " 1.2.3",
                "1.2.3 ",
                "v1.2.3",
                "1.2.3-",
                "1.2.3+",
                "1.2.٣"
            })
    void refusesInvalidVersions(String text) {
        assertThat(SemanticVersion.find(text)).isEmpty();
        assertThatThrownBy(() -> SemanticVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a version");
    }

    /** The example of item 11, and numbers that text order gets wrong. */
    @Test
    void ordersByPrecedence() {
        List<SemanticVersion> rising = List.of(
                        "0.9.9",
                        "1.0.0-1",
                        "1.0.0-2",
                        "1.0.0-10",
                        "1.0.0-99999999999999999999",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.9.9",
                        "1.10.0",
                        "2.0.0",
                        "2.1.0",
                        "2.1.1",
                        "99999999999999999999.0.0")
                .stream()
                .map(SemanticVersion::parse)
                .toList();
        List<SemanticVersion> shuffled = new ArrayList<>(rising);
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(rising);
    }

    @Test
    void buildMetadataHasNoPrecedence() {
        SemanticVersion one = SemanticVersion.parse("1.0.0+a");
        SemanticVersion other = SemanticVersion.parse("1.0.0+b");
        assertThat(one.comparePrecedence(other)).isZero();
        assertThat(one).isNotEqualTo(other);
        assertThat(one.compareTo(other)).isNegative();
        assertThat(SemanticVersion.parse("1.0.0-rc.1+5").toOciTag()).isEqualTo("1.0.0-rc.1_5");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, MAJOR, 2.0.0",
        "1.2.3, MINOR, 1.3.0",
        "1.2.3, PATCH, 1.2.4",
        "1.2.3-rc.1+b, NONE, 1.2.3",
        "1.2.3-rc.1, PATCH, 1.2.4",
        "1.9.9, MINOR, 1.10.0",
        "0.0.0, PATCH, 0.0.1",
        "9223372036854775807.0.0, MAJOR, 9223372036854775808.0.0"
    })
    void bumps(String from, Bump bump, String to) {
        assertThat(SemanticVersion.parse(from).bump(bump)).hasToString(to);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 2.0.0, MAJOR",
        "1.2.3, 1.3.0, MINOR",
        "1.2.3, 1.2.4, PATCH",
        "1.2.3, 1.2.3-rc.1, NONE",
        "1.2.3, 3.4.5, MAJOR"
    })
    void namesTheDifference(String from, String to, Bump bump) {
        assertThat(Bump.between(SemanticVersion.parse(from), SemanticVersion.parse(to)))
                .isEqualTo(bump);
    }

    @Test
    void refusesIllegalParts() {
        assertThatThrownBy(() -> SemanticVersion.of(1, 0, 0).withPreRelease("a_b"))
                .hasMessageContaining("'a_b' is not a pre-release");
        assertThatThrownBy(() -> SemanticVersion.of(1, 0, 0).withBuild("a+b"))
                .hasMessageContaining("'a+b' is not build metadata");
        assertThatThrownBy(() -> SemanticVersion.of(-1, 0, 0)).hasMessageContaining("not negative");
    }

    @Property(tries = 500)
    void roundTrip(@ForAll("versions") SemanticVersion version) {
        assertThat(SemanticVersion.parse(version.toString())).isEqualTo(version);
    }

    @Property(tries = 500)
    void totalOrder(
            @ForAll("versions") SemanticVersion a,
            @ForAll("versions") SemanticVersion b,
            @ForAll("versions") SemanticVersion c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        List<SemanticVersion> sorted = new ArrayList<>(List.of(a, b, c));
        Collections.sort(sorted);
        assertThat(sorted.get(0).compareTo(sorted.get(2))).isNotPositive();
        assertThat(sorted.get(0).compareTo(sorted.get(1))).isNotPositive();
        assertThat(sorted.get(1).compareTo(sorted.get(2))).isNotPositive();
    }

    @Property(tries = 300)
    void everyBumpIsHigher(@ForAll("versions") SemanticVersion version) {
        for (Bump bump : List.of(Bump.PATCH, Bump.MINOR, Bump.MAJOR)) {
            assertThat(version.bump(bump).comparePrecedence(version)).isPositive();
        }
    }

    /** Few and short parts, so that equal prefixes and neighbours are common. */
    @Provide
    Arbitrary<SemanticVersion> versions() {
        Arbitrary<Long> number = Arbitraries.longs().between(0, 12);
        Arbitrary<String> identifier = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 11).map(String::valueOf),
                Arbitraries.of("a", "B", "alpha", "rc", "-", "0a", "1-", "x-y"));
        Arbitrary<String> preRelease = identifier.list().ofMaxSize(3).map(parts -> String.join(".", parts));
        Arbitrary<String> build =
                Arbitraries.of("001", "b", "7", "a-b").list().ofMaxSize(2).map(parts -> String.join(".", parts));
        return Combinators.combine(number, number, number, preRelease, build).as((major, minor, patch, pre, meta) -> {
            SemanticVersion core = SemanticVersion.of(major, minor, patch);
            SemanticVersion version = pre.isEmpty() ? core : core.withPreRelease(pre);
            return meta.isEmpty() ? version : version.withBuild(meta);
        });
    }
}
