package io.jenkins.plugins.delivery.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanPolicyTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Finding CRITICAL = finding("CVE-1", Severity.CRITICAL, Fix.AVAILABLE);
    private static final Finding HIGH = finding("CVE-2", Severity.HIGH, Fix.NONE);
    private static final Finding LOW = finding("CVE-3", Severity.LOW, Fix.UNKNOWN);

    @Test
    void theLeastSeverityAndAllWorseOnesFail() {
        assertThat(reasons(new ScanPolicy(FailOn.HIGH, Map.of(), false), CRITICAL, HIGH, LOW))
                .containsExactly("1 critical", "1 high");
        assertThat(reasons(new ScanPolicy(FailOn.CRITICAL, Map.of(), false), HIGH, LOW))
                .isEmpty();
        assertThat(reasons(new ScanPolicy(FailOn.NONE, Map.of(), false), CRITICAL, HIGH, LOW))
                .isEmpty();
    }

    @Test
    void aLimitReplacesTheRuleForItsSeverity() {
        ScanPolicy policy = new ScanPolicy(FailOn.CRITICAL, Map.of(Severity.CRITICAL, 1, Severity.LOW, 0), false);
        assertThat(reasons(policy, CRITICAL)).isEmpty();
        assertThat(reasons(policy, CRITICAL, finding("CVE-9", Severity.CRITICAL, Fix.NONE), LOW))
                .containsExactly("2 critical, 1 tolerated", "1 low, 0 tolerated");
    }

    @Test
    void onlyFindingsThatSurelyHaveNoFixAreLeftOut() {
        ScanPolicy policy = new ScanPolicy(FailOn.LOW, Map.of(), true);
        assertThat(policy.judge(List.of(LOW, HIGH, CRITICAL), AllowList.EMPTY, Set.of(), TODAY)
                        .findings())
                .containsExactly(CRITICAL, LOW);
    }

    @Test
    void aFindingWithoutKnownSeverityIsCountedAndFailsOnlyByItsLimit() {
        Finding unrated = finding("CVE-4", Severity.of("UNTRIAGED"), Fix.UNKNOWN);
        assertThat(reasons(new ScanPolicy(FailOn.LOW, Map.of(), false), unrated))
                .isEmpty();
        assertThat(reasons(new ScanPolicy(FailOn.NONE, Map.of(Severity.UNDEFINED, 0), false), unrated))
                .containsExactly("1 undefined, 0 tolerated");
    }

    @Test
    void theAllowListTakesOutAFindingInOnePackageUntilItsLastDay() {
        AllowList list =
                list("- {id: cve-1, package: openssl, reason: accepted, owner: payments, expires: 2026-11-20}");
        ScanPolicy policy = new ScanPolicy(FailOn.CRITICAL, Map.of(), false);

        assertThat(policy.judge(List.of(CRITICAL), list, Set.of(), TODAY).allowed())
                .containsExactly(CRITICAL);
        ScanVerdict tomorrow = policy.judge(List.of(CRITICAL), list, Set.of(), TODAY.plusDays(1));
        assertThat(tomorrow.decision()).isEqualTo(ScanVerdict.Decision.FAILED);
        assertThat(tomorrow.expired()).hasSize(1);
        Finding elsewhere = new Finding(
                "CVE-1", Severity.CRITICAL, new AffectedPackage("libressl", "1", "", Fix.NONE, ""), "", false);
        ScanVerdict other = policy.judge(List.of(elsewhere), list, Set.of(), TODAY);
        assertThat(other.decision()).isEqualTo(ScanVerdict.Decision.FAILED);
        assertThat(other.unmatched()).hasSize(1);
    }

    @Test
    void everyProblemOfAnAllowListIsReported() {
        assertThatThrownBy(() -> list("""
                        - {id: CVE-1, package: openssl, reason: why, owner: me, expires: soon}
                        - {id: CVE-2, pakage: zlib, reason: '', expires: 2027-01-31}
                        - just text
                        """))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "entry 1: expires 'soon' is not a date like 2027-01-31",
                                "entry 2: pakage is not known; did you mean 'package'?",
                                "entry 2 has no package",
                                "entry 2 has no reason",
                                "entry 2 has no owner",
                                "entry 3 is not a map of id, package, reason, owner, expires"));
        assertThat(list("").entries()).isEmpty();
        assertThatThrownBy(() -> list("id: CVE-1")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void thereAreNoWildcardsExceptEveryPackageOfOneVulnerability() {
        AllowList everywhere = list("- {id: CVE-1, package: '*', reason: r, owner: payments, expires: 2027-01-31}");
        assertThat(new ScanPolicy(FailOn.CRITICAL, Map.of(), false)
                        .judge(List.of(CRITICAL, HIGH), everywhere, Set.of(), TODAY)
                        .allowed())
                .containsExactly(CRITICAL);
        assertThatThrownBy(() -> list("""
                        - {id: CVE-*, package: openssl, reason: r, expires: 31.1.}
                        - {id: CVE-1, package: 'lib*', reason: r, owner: payments, expires: 2027-01-31}
                        """))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "entry 1 has no owner",
                                "entry 1: expires '31.1.' is not a date like 2027-01-31",
                                "entry 1: id 'CVE-*' names no single vulnerability; there are no wildcards",
                                "entry 2: package 'lib*' is not a package; '*' alone means every package"));
    }

    @Test
    void anEntryThatIsThereTwiceAndTooManyEntriesAreRefused() {
        String entry = "- {id: CVE-%s, package: openssl, reason: r, owner: payments, expires: 2027-01-31}%n";
        assertThatThrownBy(() -> list(entry.formatted(1) + entry.formatted(1)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .containsExactly("entry 2: it accepts CVE-1 in openssl, which entry 1 does already"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= 500; i++) {
            many.append(entry.formatted(i));
        }
        assertThatThrownBy(() -> list(many.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("501 entries, and 500 are the most");
    }

    @Test
    void whatTheBaselineHasIsKnownUnlessItIsAllowedOrSuppressed() {
        ScanPolicy policy = new ScanPolicy(FailOn.LOW, Map.of(), true);
        ScanVerdict verdict = policy.judge(
                List.of(CRITICAL, HIGH, LOW),
                list("- {id: CVE-1, package: openssl, reason: r, owner: payments, expires: 2027-01-31}"),
                Set.of(CRITICAL.key(), HIGH.key()),
                TODAY);
        assertThat(verdict.judged().stream().map(JudgedFinding::standing))
                .containsExactly(Standing.ALLOWED, Standing.KNOWN, Standing.COUNTS);
        Finding hidden = new Finding("CVE-1", Severity.CRITICAL, CRITICAL.affected(), "", true);
        assertThat(policy.judge(List.of(hidden), AllowList.EMPTY, Set.of(), TODAY)
                        .with(Standing.SUPPRESSED))
                .containsExactly(hidden);
    }

    private static AllowList list(String yaml) {
        return AllowListFile.of("allow.yaml", YamlValues.parse("allow.yaml", yaml));
    }

    private static List<String> reasons(ScanPolicy policy, Finding... findings) {
        ScanVerdict verdict = policy.judge(List.of(findings), AllowList.EMPTY, Set.of(), TODAY);
        assertThat(verdict.decision() == ScanVerdict.Decision.FAILED)
                .isEqualTo(!verdict.reasons().isEmpty());
        return verdict.reasons();
    }

    private static Finding finding(String id, Severity severity, Fix fix) {
        return new Finding(
                id,
                severity,
                new AffectedPackage("openssl", "1.0", fix == Fix.AVAILABLE ? "1.1" : "", fix, ""),
                "",
                false);
    }
}
