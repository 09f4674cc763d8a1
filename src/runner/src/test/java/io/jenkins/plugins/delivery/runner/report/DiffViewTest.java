package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiffViewTest {

    private static final String DIFF = """
            --- a/values.yaml
            +++ b/values.yaml
            @@ -3,4 +3,5 @@ image
             image:
            -  tag: "1.3.0" # x
            +  tag: "1.4.0-rc.1" # x
            +  pull: Always

             replicas: 2
            """;

    @Test
    void tellsKindsAndNumbers() {
        DiffView diff = DiffView.of(DIFF.replace("+  pull: Always\n", "").replace("+3,5", "+3,4"));

        assertThat(diff.lines())
                .extracting(DiffView.Line::kind, DiffView.Line::before, DiffView.Line::after)
                .containsExactly(
                        tuple(DiffView.Kind.FILE, "", ""),
                        tuple(DiffView.Kind.FILE, "", ""),
                        tuple(DiffView.Kind.HUNK, "", ""),
                        tuple(DiffView.Kind.SAME, "3", "3"),
                        tuple(DiffView.Kind.DEL, "4", ""),
                        tuple(DiffView.Kind.ADD, "", "4"),
                        tuple(DiffView.Kind.SAME, "5", "5"),
                        tuple(DiffView.Kind.SAME, "6", "6"));
        assertThat(diff.added()).isEqualTo(1);
        assertThat(diff.removed()).isEqualTo(1);
    }

    @Test
    void marksTheWordThatDiffers() {
        DiffView diff = DiffView.of(DIFF.replace("+  pull: Always\n", "").replace("+3,5", "+3,4"));

        assertThat(diff.lines().get(4).text()).isEqualTo(List.of("  tag: \"", "1.3.0", "\" # x"));
        assertThat(diff.lines().get(5).text()).isEqualTo(List.of("  tag: \"", "1.4.0-rc.1", "\" # x"));
    }

    @Test
    void marksNothingWhenMoreThanOneLineIsReplaced() {
        assertThat(DiffView.of(DIFF).lines())
                .allMatch(line -> line.text().get(1).isEmpty());
    }

    @Test
    void aRemovedLineThatLooksLikeAFileHeaderIsARemovedLine() {
        DiffView diff = DiffView.of("--- a\n+++ b\n@@ -1,2 +1 @@\n--- old\n same\n");

        assertThat(diff.lines().get(3).kind()).isEqualTo(DiffView.Kind.DEL);
        assertThat(diff.removed()).isEqualTo(1);
    }

    @Test
    void marksWholeCharacters() {
        DiffView diff = DiffView.of("@@ -1 +1 @@\n-\"🚀\"\n+\"🚁\"\n");

        assertThat(diff.lines().get(1).text()).isEqualTo(List.of("\"", "🚀", "\""));
    }

    @Test
    void aLongDiffIsCutAndSaysSo() {
        String lines = "+x\n".repeat(DiffView.MOST_LINES + 9);
        DiffView diff = DiffView.of("@@ -0,0 +1," + (DiffView.MOST_LINES + 9) + " @@\n" + lines);

        assertThat(diff.lines()).hasSize(DiffView.MOST_LINES + 1);
        assertThat(diff.lines().get(DiffView.MOST_LINES).text().get(0)).isEqualTo("10 more lines are in the commit");
    }

    @Test
    void nothingIsNoDiff() {
        assertThat(DiffView.of("").lines()).isEmpty();
    }
}
