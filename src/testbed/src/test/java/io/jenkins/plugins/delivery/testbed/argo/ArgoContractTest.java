package io.jenkins.plugins.delivery.testbed.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares what the stand-in takes and gives with Argo CD's own specification, on machines that have it. */
class ArgoContractTest {

    private static final String APP = "/api/v1/applications/payments";

    private static OpenApiInteractionValidator validator;
    private static JsonNode definitions;

    @TempDir
    Path temp;

    private ArgoFixture fixture;

    @BeforeAll
    static void load() throws IOException {
        Path specification = specification();
        if (!Files.isRegularFile(specification)) {
            return;
        }
        String text = Files.readString(specification);
        definitions = Json.parse(text).path("definitions");
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(text)
                .build();
    }

    @AfterAll
    static void unload() {
        validator = null;
        definitions = null;
    }

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(
                validator != null,
                "Argo CD's swagger file is not at " + specification()
                        + "; set DELIVERY_CONTRACTS to the directory that has argocd-swagger.json.");
        fixture = new ArgoFixture(temp);
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void theValidatorSeesMistakes() {
        assertThat(validator
                        .validateRequest(request("POST", APP + "/sync", "{\"nonsense\":true}"))
                        .hasErrors())
                .isTrue();
        assertThat(validator
                        .validateRequest(request("GET", "/api/v1/nothing", null))
                        .hasErrors())
                .isTrue();
    }

    @Test
    void everyStateOfADeliveryIsAnAnswerOfArgoCd() throws Exception {
        fixture.argo.create(fixture.payments().inProject("shop").labelled(Map.of("team", "a")));
        exchange("GET", APP, null, 200);
        fixture.clock.advance(Duration.ofSeconds(40));
        exchange("GET", APP + "?project=shop", null, 200);

        fixture.promote("payments", "1.1.0");
        exchange("GET", APP + "?refresh=normal", null, 200);
        fixture.clock.advance(Duration.ofSeconds(10));
        exchange("GET", APP + "?refresh=hard", null, 200);
        fixture.argo.degrade("payments", PodReason.CRASH_LOOP_BACK_OFF, "back-off");
        fixture.clock.advance(Duration.ofSeconds(30));
        exchange("GET", APP, null, 200);
        exchange("GET", APP + "/resource-tree", null, 200);
        exchange("GET", APP + "/events", null, 200);
        exchange("GET", APP + "/managed-resources", null, 200);
        exchange("GET", "/api/v1/applications?projects=shop&selector=team%3Da", null, 200);

        fixture.argo.heal("payments");
        fixture.argo.failSync("payments", "invalid");
        fixture.promote("payments", "1.2.0");
        exchange("GET", APP + "?refresh=normal", null, 200);
        fixture.clock.advance(Duration.ofSeconds(10));
        exchange("GET", APP, null, 200);
        fixture.argo.comparisonError("payments", "no");
        exchange("GET", APP + "?refresh=normal", null, 200);
    }

    @ParameterizedTest
    @EnumSource(PodReason.class)
    void whatIsAskedOfAPodIsThatOfArgoCd(PodReason reason) throws Exception {
        fixture.argo.define(fixture.payments());
        fixture.argo.degrade("payments", reason, "why");
        fixture.argo.podLog("payments", "one", "two");
        exchange("GET", APP + "/resource-tree", null, 200);
        JsonNode pod = null;
        for (JsonNode node : fixture.payments("/resource-tree").path("nodes")) {
            pod = node.path("kind").asText().equals("Pod") ? node : pod;
        }
        String name = pod.path("name").asText();
        String namespace = pod.path("namespace").asText();
        exchange(
                "GET",
                APP + "/events?resourceNamespace=" + namespace + "&resourceName=" + name + "&resourceUID="
                        + pod.path("uid").asText(),
                null,
                200);
        exchange(
                "GET",
                APP + "/resource?namespace=" + namespace + "&resourceName=" + name + "&version=v1&group=&kind=Pod",
                null,
                200);
        String log = APP + "/logs?podName=" + name + "&namespace=" + namespace
                + "&container=app&tailLines=1&previous=false&follow=false";
        exchange("GET", log, null, 200);
    }

    @Test
    void aFailedHookIsThatOfArgoCd() throws Exception {
        fixture.argo.define(fixture.payments());
        fixture.argo.failHook("payments", "backoff limit");
        exchange("POST", APP + "/sync", "{}", 200);
        fixture.clock.advance(Duration.ofSeconds(30));
        exchange("GET", APP, null, 200);
        exchange("GET", APP + "/resource-tree", null, 200);
    }

    @Test
    void operationsAndTheirRefusalsAreThoseOfArgoCd() throws Exception {
        fixture.argo.define(fixture.payments().manualSync());
        fixture.promote("payments", "1.1.0");
        String sync =
                "{\"revision\":\"main\",\"prune\":true,\"dryRun\":false,\"strategy\":{\"apply\":{\"force\":false}},"
                        + "\"syncOptions\":{\"items\":[\"CreateNamespace=true\"]},\"infos\":[{\"name\":\"by\",\"value\":\"ci\"}]}";
        exchange("POST", APP + "/sync", sync, 200);
        exchange("POST", APP + "/sync", "{}", 400);
        exchange("DELETE", APP + "/operation", null, 200);
        exchange("GET", APP, null, 200);
        exchange("DELETE", APP + "/operation", null, 400);
        exchange("POST", APP + "/rollback", "{\"id\":0,\"prune\":true}", 200);
        exchange("GET", "/api/v1/applications/missing", null, 403);
        exchange("GET", "/api/v1/applications/missing?project=default", null, 404);
    }

    @Test
    void syncWindowsAndDeletionsAreThoseOfArgoCd() throws Exception {
        fixture.argo.define(fixture.payments().manualSync());
        exchange("GET", APP + "/syncwindows", null, 200);
        fixture.argo.denySyncs("payments", "0 22 * * *", "8h");
        exchange("GET", APP + "/syncwindows?project=default", null, 200);
        exchange("POST", APP + "/sync", "{}", 403);
        fixture.argo.replace(fixture.payments());
        fixture.argo.beginDeletion("payments");
        exchange("GET", APP, null, 200);
    }

    @Test
    void childrenAreMarkedAsArgoCdMarksThem() throws Exception {
        fixture.gitops
                .commit(
                        "chore: an app of apps",
                        Map.of(
                                "parent/child.yaml",
                                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: child\nspec:\n"
                                        + "  source:\n    repoURL: " + fixture.url
                                        + "\n    path: apps/orders\n    targetRevision: main\n"))
                .push(fixture.url, ArgoFixture.CI);
        fixture.argo.define(ArgoApplication.of("parent", fixture.url, "main", "parent"));

        exchange("GET", "/api/v1/applications/child", null, 200);
        assertThat(fixture.get("/api/v1/applications/child")
                        .at("/metadata/annotations/argocd.argoproj.io~1tracking-id")
                        .asText())
                .isEqualTo("parent:argoproj.io/Application:argocd/child");
    }

    @Test
    void whatAnApplicationSetMakesIsShownAsArgoCdShowsIt() throws Exception {
        fixture.gitops
                .commit(
                        "chore: a set of applications",
                        Map.of(
                                "parent/set.yaml",
                                "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata:\n  name: regions\nspec:\n"
                                        + "  generators:\n    - list:\n        elements:\n          - region: eu\n"
                                        + "          - region: us\n  template:\n    metadata:\n"
                                        + "      name: 'orders-{{region}}'\n    spec:\n      source:\n        repoURL: "
                                        + fixture.url + "\n        path: apps/orders\n        targetRevision: main\n"))
                .push(fixture.url, ArgoFixture.CI);
        fixture.argo.define(ArgoApplication.of("parent", fixture.url, "main", "parent"));

        exchange("GET", "/api/v1/applications/parent", null, 200);
        exchange("GET", "/api/v1/applications/parent/resource-tree", null, 200);
        exchange("GET", "/api/v1/applications/orders-us", null, 200);
        assertThat(fixture.get("/api/v1/applications/orders-us")
                        .at("/metadata/ownerReferences/0/name")
                        .asText())
                .isEqualTo("regions");
        assertThat(fixture.get("/api/v1/applications/parent/resource-tree").findValuesAsText("name"))
                .contains("regions", "orders-eu", "orders-us");
    }

    @Test
    void logInVersionAndFaultsAreThoseOfArgoCd() throws Exception {
        String login = Json.write(Map.of("username", fixture.argo.user(), "password", fixture.argo.password()));
        exchange("POST", "/api/v1/session", login, 200);
        exchange("POST", "/api/v1/session", "{\"username\":\"admin\",\"password\":\"wrong\"}", 401);
        exchange("GET", "/api/version", null, 200);
        fixture.argo.failAlways(503);
        exchange("GET", APP, null, 503);
    }

    @Test
    void severalSourcesAreShownAsArgoCdDoes() throws Exception {
        fixture.argo.define(ArgoApplication.of(
                "payments",
                ArgoSource.chart("registry.example.com/charts", "payments", "2.0.0")
                        .withHelm(HelmValues.files("$gitops/apps/payments/values.yaml")),
                ArgoSource.reference(fixture.url, "main", "gitops")));
        exchange("GET", APP, null, 200);
    }

    private void exchange(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = fixture.call(method, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        JsonNode json = Json.parse(answer.body());
        takeNodesOut(json);
        SimpleResponse response = SimpleResponse.Builder.status(status)
                .withContentType("application/json")
                .withBody(json.toString())
                .build();
        ValidationReport report = validator.validate(request(method, path, body), response);
        assertThat(report.getMessages()).as(method + " " + path).isEmpty();
    }

    /**
     * A node of the tree is all of ResourceRef and ResourceNode, and the validator refuses in each half the properties of the other. So
     * the names are compared here with both halves of the specification, and the validator sees the answer without the nodes.
     */
    private static void takeNodesOut(JsonNode json) {
        List<String> known = new ArrayList<>();
        for (String half : List.of("v1alpha1ResourceRef", "v1alpha1ResourceNode")) {
            definitions.path(half).path("properties").fieldNames().forEachRemaining(known::add);
        }
        for (JsonNode node : json.path("nodes")) {
            assertThat(node.fieldNames()).toIterable().isSubsetOf(known).contains("kind", "name", "uid");
        }
        if (json.has("nodes")) {
            ((ObjectNode) json).remove("nodes");
        }
    }

    private static SimpleRequest request(String method, String path, String body) {
        String[] parts = path.split("\\?", 2);
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, parts[0]);
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                String[] field = pair.split("=", 2);
                request.withQueryParam(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8));
            }
        }
        if (body != null) {
            request.withContentType("application/json").withBody(body);
        }
        return request.build();
    }

    private static Path specification() {
        String directory = System.getenv("DELIVERY_CONTRACTS");
        return directory != null
                ? Path.of(directory).resolve("argocd-swagger.json")
                : Path.of("../../../shared/contracts/argocd-swagger.json")
                        .toAbsolutePath()
                        .normalize();
    }
}
