package io.jenkins.plugins.delivery.engine.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Checkov writes, in every shape that it has. */
class CheckovAnswerTest {

    private static final String FAILED =
            "{\"check_id\": \"CKV_AWS_20\", \"check_name\": \"No public bucket\", \"severity\": null,"
                    + " \"check_result\": {\"entity\": {\"failed_checks\": [\"a trap\"]}},"
                    + " \"file_path\": \"/infra/s3.tf\", \"file_line_range\": [3, 9], \"resource\": \"aws_s3_bucket.b\"}";

    @TempDir
    Path directory;

    private CheckovAnswer read(String text) throws IOException {
        return CheckovAnswer.read(Files.writeString(directory.resolve("results_json.json"), text));
    }

    @Test
    void oneFrameworkIsAnObject() throws Exception {
        CheckovAnswer answer =
                read("{\"check_type\": \"terraform\", \"results\": {\"passed_checks\": [{\"failed_checks\":"
                        + " [1]}], \"failed_checks\": [" + FAILED + "], \"parsing_errors\": []},"
                        + " \"summary\": {\"parsing_errors\": 0}}");

        assertThat(answer.unread()).isEmpty();
        assertThat(answer.findings())
                .containsExactly(new TerraformFinding(
                        TerraformCheck.CHECKOV,
                        "CKV_AWS_20",
                        TerraformSeverity.ERROR,
                        "infra/s3.tf",
                        3,
                        "No public bucket (aws_s3_bucket.b)"));
    }

    @Test
    void severalFrameworksAreAList() throws Exception {
        String one = "{\"results\": {\"failed_checks\": [" + FAILED + "]}}";
        assertThat(read("[" + one + ", " + one + "]").findings()).hasSize(2);
    }

    @Test
    void nothingToCheckIsAnObjectOfCounts() throws Exception {
        assertThat(read("{\"passed\": 0, \"failed\": 0, \"parsing_errors\": 0}").findings())
                .isEmpty();
    }

    @Test
    void aFileThatCouldNotBeReadIsNotPassedOver() throws Exception {
        assertThat(read("{\"results\": {\"failed_checks\": [], \"parsing_errors\": [\"/main.tf\"]}}")
                        .unread())
                .isEqualTo("/main.tf");
        assertThat(read("{\"results\": {\"failed_checks\": []}, \"summary\": {\"parsing_errors\": 2}}")
                        .unread())
                .isEqualTo("2 files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[{\"check_id\": \"CKV_AWS_20\", \"status\": \"FAIL\"}]",
                "{\"results\": {\"failed_checks\": []}, \"summary\": {\"failed\": 1}}"
            })
    void whatTellsOfNoCheckHasPassedNone(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("The answer of checkov")
                .hasMessageContaining("failed checks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"nothing\"", "{\"results\": {\"failed_checks\": [{\"check_id\":", "<html>"})
    void whatIsNoneOfTheseIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("The answer of checkov");
    }

    @Test
    void manyPassedChecksCostNoMemory() throws Exception {
        Path file = directory.resolve("large.json");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"results\": {\"passed_checks\": [" + FAILED);
            String more = ", " + FAILED;
            for (int i = 0; i < 400_000; i++) {
                out.write(more);
            }
            out.write("], \"failed_checks\": [" + FAILED + "]}}");
        }
        assertThat(Files.size(file)).isGreaterThan(80L << 20);

        assertThat(CheckovAnswer.read(file).findings()).hasSize(1);
    }
}
