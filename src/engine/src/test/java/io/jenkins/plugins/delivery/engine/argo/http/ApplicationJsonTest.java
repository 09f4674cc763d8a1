package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.argo.Application;
import org.junit.jupiter.api.Test;

/** Shapes of applications beside the plain one. */
class ApplicationJsonTest {

    private static final String DRY = "d".repeat(40);
    private static final String WET = "e".repeat(40);

    private static Application read(String text) throws JsonProcessingException {
        return ApplicationJson.application(new ObjectMapper()
                .readTree(text.replace('\'', '"').replace("DRY", DRY).replace("WET", WET)));
    }

    private static Application hydrated(String hydrator) throws JsonProcessingException {
        return read("""
                {'metadata': {'name': 'payments'},
                 'spec': {'sourceHydrator': {
                   'drySource': {'repoURL': 'https://git.example/ops.git', 'path': 'stage', 'targetRevision': 'main'},
                   'syncSource': {'targetBranch': 'env/stage', 'path': 'stage'}}},
                 'status': {
                   'sync': {'status': 'Synced', 'revision': 'WET'},
                   'operationState': {'phase': 'Succeeded', 'syncResult': {'revision': 'WET'}},
                   'sourceHydrator': %s}}
                """.formatted(hydrator));
    }

    @Test
    void hydratedManifestsCountAsTheCommitThatTheyWereMadeOf() throws JsonProcessingException {
        Application application = hydrated("{'lastSuccessfulOperation': {'drySHA': 'DRY', 'hydratedSHA': 'WET'}}");

        assertThat(application.sourceIn("https://git.example/ops.git", "main")).contains(0);
        assertThat(application.sync().revisions()).containsExactly(DRY);
        assertThat(application.operation().orElseThrow().revisions()).containsExactly(DRY);
    }

    @Test
    void aHydratedCommitOfUnknownOriginIsNotTakenForADryOne() throws JsonProcessingException {
        Application application = hydrated(
                "{'currentOperation': {'phase': 'Hydrating', 'drySHA': 'DRY'}, 'lastSuccessfulOperation': {'drySHA': 'DRY',"
                        + " 'hydratedSHA': 'another'}}");

        assertThat(application.sync().revisions()).containsExactly(WET);
    }

    @Test
    void saysWhichResourcesDiffer() throws JsonProcessingException {
        Application application = read("""
                {'status': {'summary': {'images': ['shop/payments:1.3.0']}, 'resources': [
                  {'kind': 'Deployment', 'name': 'payments', 'status': 'Synced'},
                  {'kind': 'ConfigMap', 'name': 'old', 'status': 'OutOfSync', 'requiresPruning': true},
                  {'kind': 'Service', 'name': 'a', 'status': 'OutOfSync'},
                  {'kind': 'Service', 'name': 'b', 'status': 'OutOfSync'},
                  {'kind': 'Service', 'name': 'c', 'status': 'OutOfSync'}]}}
                """);

        assertThat(application.sync().behind())
                .isEqualTo("ConfigMap old has to be pruned, Service a differs, Service b differs and 1 more");
        assertThat(application.images()).containsExactly("shop/payments:1.3.0");
    }
}
