package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualVersionTest {

    private static VersionDecision after(String previous, String messages) {
        RepositoryFacts facts = Facts.of(previous, null, Facts.lines(messages));
        return new NextRelease(SemanticVersion.of(0, 1, 0), "v", CommitTypes.standard()).of(facts);
    }

    /** Release before; messages, newest first; version; a part of the reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.4.0; feat: a / / Release-As: 2.0.0 / Release-Reason: r; 2.0.0; 'feat: a' (c1) orders 2.0.0 by Release-As: r",
                "1.4.0; feat: a / / Release-As: v2.0.0 / Release-Reason: r; 2.0.0; orders v2.0.0",
                "1.4.0; feat: a / / Release-As: 2.1 / Release-Reason: r; 2.1.0; orders 2.1",
                "1.4.0; feat: a / / release-as: 2.0.0 / RELEASE-REASON: r; 2.0.0; orders 2.0.0",
                "1.4.0; feat: a / / Release-As: major / Release-Reason: r; 2.0.0; orders major",
                "1.4.0; feat: a / / Release-As: Minor / Release-Reason: r; 1.5.0; orders Minor",
                "1.4.0; feat: a / / Release-As: patch / Release-Reason: r; 1.4.1; orders patch",
                "0.4.0; fix: a / / Release-As: major / Release-Reason: stable; 1.0.0; orders major by Release-As: stable",
                "1.4.0; feat: a / / Release-As: 1.4.1 / Release-Reason: r; 1.4.1; orders 1.4.1",
                "1.4.0; feat: a / / Release-As: 1.4.7 / Release-Reason: r; 1.4.7; orders 1.4.7",
                "; feat: a / / Release-As: 3.0.0 / Release-Reason: r; 3.0.0; orders 3.0.0",
                "1.4.0; feat: a / / Release-As: 2.0.0; 1.5.0; Release-As 2.0.0 of 'feat: a' (c1) is ignored: it has no Release-Reason",
                "1.4.0; feat: a / / Release-As: 1.4.0 / Release-Reason: r; 1.5.0; is ignored: it is not above 1.4.0",
                "1.4.0; feat: a / / Release-As: 1.3.9 / Release-Reason: r; 1.5.0; is ignored: it is not above 1.4.0",
                "1.4.0; feat: a / / Release-As: 2.0.0-rc.1 / Release-Reason: r; 1.5.0; neither a release such as 2.0.0 nor major",
                "1.4.0; feat: a / / Release-As: 2.0.0+1 / Release-Reason: r; 1.5.0; neither a release",
                "1.4.0; feat: a / / Release-As: none / Release-Reason: r; 1.5.0; neither a release",
                "1.4.0; feat: a / / Release-As: ../x / Release-Reason: r; 1.5.0; neither a release",
                "; feat: a / / Release-As: major / Release-Reason: r; 0.1.0; is ignored: nothing was released yet that could rise",
                "1.4.0; feat: b / / Release-As: 3.0.0 / Release-Reason: r|feat: a / / Release-As: 2.0.0 / Release-Reason: r; 3.0.0; (c2) orders 3.0.0",
                "1.4.0; feat: b / / Release-As: 2.0.0 / Release-Reason: r|feat: a / / Release-As: 3.0.0 / Release-Reason: r; 2.0.0; (c2) orders 2.0.0",
                "1.4.0; feat: b / / Release-As: 1.0.0 / Release-Reason: r|feat: a / / Release-As: 3.0.0 / Release-Reason: r; 3.0.0; (c2) is ignored: it is not above 1.4.0",
                "1.4.0; feat!: b|fix: a / / Release-As: 1.6.0 / Release-Reason: r; 1.6.0; (c1) orders 1.6.0",
                "1.4.0; revert: b / / Refs: c1c1c1c|fix: a / / Release-As: 2.0.0 / Release-Reason: r; 2.0.0; orders 2.0.0",
                "1.4.0; revert: fix: a|fix: a / / Release-As: 2.0.0 / Release-Reason: r; 1.4.1; none of the 2 commits",
                "1.4.0; fix: a / / Release-As: 2.0.0 / Release-Reason: r / / and then a body; 1.4.1; patch because of 'fix: a'",
                "1.4.0; fix: a / / say Release-As: 2.0.0 in the last paragraph; 1.4.1; patch because of 'fix: a'",
                "1.4.0; Merge branch 'x' / / Release-As: 2.0.0 / Release-Reason: r; 2.0.0; 'Merge branch 'x'' (c1) orders 2.0.0",
                "1.4.0; Pay (#1) / / * feat: a / / Release-As: 2.0.0 / Release-Reason: r / / * fix: b / / --------- / / Co-authored-by: K; 2.0.0; 'Pay (#1)' (c1) orders 2.0.0",
                "1.4.0; Pay (#1) / / * feat: a / / Release-As: 2.0.0 / Release-Reason: r / / * fix: b / / Release-As: 3.0.0 / Release-Reason: s; 3.0.0; by Release-As: s",
                "1.4.0; feat: a / / Release-As: 2.0.0 / Release-Reason: r / / Co-authored-by: Kim; 2.0.0; orders 2.0.0"
            })
    void aPersonDecides(String previous, String messages, String version, String reason) {
        VersionDecision decision = after(previous, messages);
        assertThat(decision.version()).hasToString(version);
        assertThat(decision.reason()).contains(reason);
        assertThat(decision.decidedBy().isPresent())
                .isEqualTo(!reason.contains("none of") && !reason.contains("nothing"));
        assertThat(decision.dictatedBy()).isEmpty();
    }

    /** Of orders on parallel branches neither is newer. */
    @ParameterizedTest
    @CsvSource({"2.0.0, 3.0.0, 3.0.0", "3.0.0, 2.0.0, 3.0.0", "1.0.0, 2.0.0, 2.0.0"})
    void theHigherOfParallelOrdersCounts(String left, String right, String version) {
        String order = "chore: x\n\nRelease-As: %s\nRelease-Reason: r";
        Commit one = Facts.commit("one", order.formatted(left), List.of("base"));
        Commit other = Facts.commit("other", order.formatted(right), List.of("base"));
        Commit merge = Facts.commit("merge", "Merge", List.of("one", "other"));
        NextRelease next = new NextRelease(SemanticVersion.of(0, 1, 0), "v", CommitTypes.standard());
        Optional<SemanticVersion> previous = Optional.of(SemanticVersion.of(1, 4, 0));
        for (List<Commit> commits : List.of(List.of(merge, one, other), List.of(merge, other, one))) {
            assertThat(next.after(previous, "v1.4.0", commits).version()).hasToString(version);
        }
    }
}
