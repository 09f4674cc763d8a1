package io.jenkins.plugins.delivery.engine.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan tells, and what makes two plans the same. */
class PlanJsonTest {

    private static PlanJson plan(String resources) {
        return plan(resources, "{}");
    }

    private static PlanJson plan(String resources, String outputs) {
        return PlanJson.of(new ToolEnding(
                0,
                "{\"format_version\": \"1.2\", \"timestamp\": \"" + System.nanoTime() + "\", \"resource_changes\": ["
                        + resources + "], \"output_changes\": " + outputs + "}",
                "",
                false));
    }

    private static String resource(String address, String actions, String after) {
        return "{\"address\": \"" + address + "\", \"change\": {\"actions\": [" + actions + "], \"after\": " + after
                + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"create\"`, CREATE",
                "`\"update\"`, UPDATE",
                "`\"delete\"`, DESTROY",
                "`\"delete\", \"create\"`, REPLACE",
                "`\"create\", \"delete\"`, REPLACE",
                "`\"forget\"`, FORGET"
            })
    void everyActionHasItsKind(String actions, PlanReport.Kind kind) {
        assertThat(plan(resource("a.b", actions, "{}")).changes()).containsExactly(new PlanReport.Change(kind, "a.b"));
    }

    @Test
    void whatIsOnlyReadOrStaysIsNoChange() {
        PlanJson plan = plan(
                resource("a.b", "\"no-op\"", "{}") + ", " + resource("data.c", "\"read\"", "{}"),
                "{\"x\": {\"actions\": [\"no-op\"]}}");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.outputs()).isZero();
        assertThat(plan.digest()).isEqualTo(plan("").digest());
    }

    @Test
    void theDigestTellsWhatIsDoneAndNotHowItIsWritten() {
        String first =
                plan(resource("a.b", "\"create\"", "{\"x\": 1, \"y\": [2]}")).digest();

        assertThat(plan(resource("a.b", "\"create\"", "{\"y\": [2], \"x\": 1}")).digest())
                .isEqualTo(first);
        assertThat(plan(resource("a.b", "\"create\"", "{\"y\": [2], \"x\": 3}")).digest())
                .isNotEqualTo(first);
        assertThat(plan(resource("a.c", "\"create\"", "{\"x\": 1, \"y\": [2]}")).digest())
                .isNotEqualTo(first);
        assertThat(plan(resource("a.b", "\"create\"", "{\"x\": 1, \"y\": [2]}"), "{\"o\": {\"actions\": [\"create\"]}}")
                        .digest())
                .isNotEqualTo(first);
    }

    @Test
    void theDigestTellsWhatUnknownValuesWillBeMadeOf() {
        String made =
                "\"resource_changes\": [], \"variables\": {\"key\": {\"value\": \"%s\"}}, \"configuration\": {\"x\": \"%s\"}";
        String first = whole(made.formatted("a", "b")).digest();
        assertThat(whole(made.formatted("a", "b")).digest()).isEqualTo(first);
        assertThat(whole(made.formatted("c", "b")).digest()).isNotEqualTo(first);
        assertThat(whole(made.formatted("a", "c")).digest()).isNotEqualTo(first);
    }

    private static PlanJson whole(String fields) {
        return PlanJson.of(new ToolEnding(0, "{\"format_version\": \"1.2\", " + fields + "}", "", false));
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> plan(resource("a.b", "\"defer\"", "{}")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("an action that nobody knows: defer");
        assertThatThrownBy(() -> PlanJson.of(new ToolEnding(0, "{\"format_version\": \"2.0\"}", "", false)))
                .hasMessageContaining("The plan has the format 2.0");
        // That is what Terraform 1.0 writes.
        assertThatThrownBy(() -> PlanJson.of(new ToolEnding(0, "{\"format_version\": \"0.2\"}", "", false)))
                .hasMessageContaining("The plan has the format 0.2")
                .hasMessageContaining("from 1.1 on");
        assertThatThrownBy(() -> PlanJson.of(new ToolEnding(0, "{\"secret\": \"s3cret", "", false)))
                .hasMessageContaining("no JSON")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> PlanJson.of(new ToolEnding(0, "{", "", true)))
                .hasMessageContaining("larger than what is read");
    }
}
