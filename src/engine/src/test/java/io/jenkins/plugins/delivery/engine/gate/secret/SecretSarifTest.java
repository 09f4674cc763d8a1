package io.jenkins.plugins.delivery.engine.gate.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a view of warnings reads. */
class SecretSarifTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void aResultHasRulePlaceAndCommit() throws IOException {
        JsonNode run = run(judged(
                List.of(finding("aws-access-token", "src/a b:c#1%.yaml", 3)), List.of(finding("jwt", "b.txt", 0))));
        assertThat(run.at("/tool/driver/rules").findValuesAsText("id")).containsExactly("aws-access-token", "jwt");
        JsonNode first = run.at("/results/0");
        assertThat(first.path("ruleId").asText()).isEqualTo("aws-access-token");
        assertThat(first.path("ruleIndex").asInt()).isZero();
        assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("src/a%20b%3Ac%231%25.yaml");
        assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
        assertThat(first.at("/properties/commit").asText()).isEqualTo(COMMIT);
        assertThat(first.at("/message/text").asText())
                .isEqualTo("aws-access-token in src/a b:c#1%.yaml line 3 (commit 01234567)");
        assertThat(first.path("suppressions").isEmpty()).isTrue();
        assertThat(run.at("/results/1/suppressions/0/justification").asText())
                .isEqualTo("accepted by an entry of the allow list");
        assertThat(run.at("/results/1/locations/0/physicalLocation").has("region"))
                .isFalse();
    }

    @Test
    void nothingFoundIsAReportToo() throws IOException {
        assertThat(run(JudgedSecrets.NONE).path("results").isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void itKeepsToTheSchemaWhateverAFileIsCalled(@ForAll String outside) throws IOException {
        JsonNode run = run(judged(List.of(finding(outside, outside, 1)), List.of()));
        String uri = run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                .asText();
        assertThat(URI.create(uri).getScheme()).isNull();
    }

    private static JsonNode run(JudgedSecrets judged) throws IOException {
        JsonNode log = JSON.readTree(SecretSarif.text(judged));
        assertThat(SCHEMA.validate(log)).isEmpty();
        return log.at("/runs/0");
    }

    private static JudgedSecrets judged(List<SecretFinding> counting, List<SecretFinding> allowed) {
        return new JudgedSecrets(counting, allowed, List.of(), List.of(), List.of());
    }

    private static SecretFinding finding(String rule, String file, int line) {
        return new SecretFinding(
                rule, "", new SecretFinding.Place(file, line, COMMIT), new SecretFinding.Shape(20, 3.5, "0000"), true);
    }

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = SecretSarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(JSON.readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
