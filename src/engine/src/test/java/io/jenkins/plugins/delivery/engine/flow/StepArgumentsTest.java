package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.chart.HelmPackageRequest;
import io.jenkins.plugins.delivery.engine.gate.E2eGateRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepArgumentsTest {

    private static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private static final Map<String, Object> LAYER = OrganisationLayer.parse("The test", """
            flow: trunk
            branches: {main: trunk, release: rel/}
            version: {credentialsId: checkout, prefix: '', reserve: true, ecrCredentialsId: aws}
            image: {registry: %1$s, credentialsId: docker, plainHttp: false}
            chart: {oci: 'oci://%1$s/charts', credentialsId: docker, lint: false}
            gitops: {url: 'https://git.example.com/gitops.git', branch: live, credentialsId: git}
            argo: {url: 'https://argo.example.com', credentialsId: argo, timeout: 5m}
            environments:
              dev: {url: 'https://${service}.dev.example.com', ready: /up}
              prod:
                url: https://shop.example.com
                ready: /health
                versionPath: /version
                argo: {url: 'https://argo.prod.example.com', credentialsId: argo-prod, project: shop}
                app: ${service}
            slack: {channel: '#deliveries', credentialsId: bot, endpoint: 'https://slack.example.com/api'}
            prometheus: {url: 'https://prometheus.example.com'}
            sonar: {url: 'https://sonar.example.com'}
            zap: {url: 'https://zap.example.com'}
            """.formatted(ECR));

    private static Map<String, Object> of(String step, Object... given) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            map.put((String) given[i], given[i + 1]);
        }
        return StepArguments.of(step, LAYER, map);
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.delivery.engine.catalog.OperationCatalog#all")
    void everyStepKnowsTheArgumentsThatItIsGiven(OperationDescriptor<?, ?> step) {
        Map<String, Object> args = of(step.name(), "env", "prod", "version", "1.0.0");
        assertThat(Arrays.stream(step.requestType().getRecordComponents()).map(component -> component.getName()))
                .containsAll(args.keySet());
    }

    @Test
    void theArgumentsHaveTheTypesOfTheirParameters() {
        assertThatCode(() -> RequestBinder.bind(
                        "argoPromote",
                        ArgoPromoteRequest.class,
                        completed("argoPromote", "env", "prod", "service", "payments", "version", "1.0.0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> RequestBinder.bind(
                        "e2eGate", E2eGateRequest.class, completed("e2eGate", "env", "prod", "version", "1.0.0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> RequestBinder.bind(
                        "helmPackage",
                        HelmPackageRequest.class,
                        completed("helmPackage", "chart", "deploy/chart", "version", "1.0.0")))
                .doesNotThrowAnyException();
    }

    private static Map<String, Object> completed(String step, Object... given) {
        Map<String, Object> call = of(step, given);
        for (int i = 0; i < given.length; i += 2) {
            call.put((String) given[i], given[i + 1]);
        }
        return call;
    }

    @Test
    void anEnvironmentIsPromotedByItsOwnArgo() {
        assertThat(of("argoPromote", "env", "prod"))
                .containsEntry("gitops", "https://git.example.com/gitops.git")
                .containsEntry("branch", "live")
                .containsEntry("credentialsId", "git")
                .containsEntry("argo", "https://argo.prod.example.com")
                .containsEntry("argoCredentialsId", "argo-prod")
                .containsEntry("project", "shop")
                .containsEntry("app", "${service}")
                .containsEntry("timeout", "5m");
        assertThat(of("argoPromote", "env", "dev"))
                .containsEntry("argo", "https://argo.example.com")
                .containsEntry("argoCredentialsId", "argo")
                .doesNotContainKey("project");
        assertThat(of("argoPromote", "env", "qa")).containsEntry("argo", "https://argo.example.com");
    }

    @Test
    void whatTheCallSaysIsNotAnswered() {
        assertThat(of("argoPromote", "env", "prod", "branch", "main")).doesNotContainKeys("env", "branch");
    }

    @Test
    void noCredentialsGoToAnotherServerThanTheirOwn() {
        assertThat(of("argoPromote", "env", "prod", "gitops", "https://git.example.org/x.git"))
                .doesNotContainKey("credentialsId");
        assertThat(of("argoPromote", "env", "prod", "argo", "https://argo.example.com"))
                .doesNotContainKeys("argoCredentialsId", "project");
        assertThat(of("argoPromote", "env", "prod", "gitops", "https://git.example.com/other.git"))
                .containsEntry("credentialsId", "git");
        assertThat(of("imagePush", "repository", "ghcr.example.org/payments")).doesNotContainKey("credentialsId");
        assertThat(of("imagePush", "repository", ECR + "/payments")).containsEntry("credentialsId", "docker");
        assertThat(of("helmPackage", "oci", "oci://ghcr.example.org/charts")).doesNotContainKey("credentialsId");
        assertThat(of("slackNotify", "endpoint", "https://slack.com/api"))
                .containsEntry("channel", "#deliveries")
                .doesNotContainKey("credentialsId");
    }

    @Test
    void anAddressOfAnUnknownServiceIsNotGiven() {
        assertThat(of("e2eGate", "env", "prod", "version", "1.0.0"))
                .containsEntry("url", "https://shop.example.com")
                .containsEntry("ready", "/health")
                .containsEntry("versionPath", "/version");
        assertThat(of("e2eGate", "env", "prod")).doesNotContainKey("versionPath");
        assertThat(of("e2eGate", "env", "dev")).isEmpty();
        assertThat(of("e2eGate", "env", "prod", "url", "http://127.0.0.1:1")).isEmpty();
        assertThat(of("e2eGate")).isEmpty();
    }

    @Test
    void ecrIsReadFromTheRegistryUnlessTheCallNamesOne() {
        assertThat(of("ecrScan", "repository", "shop/payments"))
                .containsEntry("region", "eu-west-1")
                .containsEntry("registryId", "123456789012")
                .containsEntry("credentialsId", "aws");
        assertThat(of("ecrScan", "repository", "210987654321.dkr.ecr.eu-north-1.amazonaws.com/shop/payments"))
                .isEqualTo(Map.of("credentialsId", "aws"));
    }

    @Test
    void aVersionIsReservedOnlyWhereAJenkinsfileAsksForIt() {
        assertThat(of("semverTag"))
                .isEqualTo(Map.of(
                        "prefix",
                        "",
                        "ecrCredentialsId",
                        "aws",
                        "credentialsId",
                        "checkout",
                        "flow",
                        "trunk",
                        "mainBranch",
                        "trunk",
                        "releasePrefix",
                        "rel/"));
    }

    @Test
    void theCredentialsOfTheCloneAreForNoAddressOfAJenkinsfile() {
        assertThat(of("versionRecord", "tag", "v1.0.0")).isEqualTo(Map.of("credentialsId", "checkout"));
        assertThat(of("versionRecord", "tag", "v1.0.0", "source", "https://git.example.org/a.git"))
                .isEmpty();
    }

    @Test
    void aRoleOfTheOwnRegistryIsNotForAnother() {
        Map<String, Object> layer = Map.of(
                "image",
                Map.of(
                        "registry",
                        "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                        "roleArn",
                        "arn:aws:iam::123456789012:role/push",
                        "createRepository",
                        true));
        String own = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/payments";
        for (String step : List.of("imagePush", "evidenceRecord")) {
            Map<String, Object> here = step.equals("imagePush")
                    ? Map.of("repository", own)
                    : Map.of("image", Map.of("image", own + "@sha256:" + "0".repeat(64)));
            Map<String, Object> there = step.equals("imagePush")
                    ? Map.of("repository", "ghcr.example.org/shop/payments")
                    : Map.of("image", Map.of("repository", "ghcr.example.org/shop/payments"));
            assertThat(StepArguments.of(step, layer, here)).as(step).containsKey("roleArn");
            assertThat(StepArguments.of(step, layer, there)).as(step).isEmpty();
        }
    }

    @Test
    void aLoginTakesTheCredentialsOfItsOwnRegistryOnly() {
        Map<String, Object> layer = Map.of(
                "image", Map.of("registry", "registry.example.org", "credentialsId", "push", "createRepository", true));
        assertThat(StepArguments.of("registryLogin", layer, Map.of("registry", "registry.example.org/shop/payments")))
                .isEqualTo(Map.of("credentialsId", "push"));
        assertThat(StepArguments.of("registryLogin", layer, Map.of("registry", "evil.example.org")))
                .isEmpty();
        assertThat(StepArguments.of("registryLogin", layer, Map.of()))
                .isEqualTo(Map.of("credentialsId", "push", "registry", "registry.example.org"));
    }

    @Test
    void whatOpensTheForgeOfTheOrganisationIsForNoOther() {
        Map<String, Object> layer = Map.of(
                "gitops",
                Map.of(
                        "url", "https://git.example.org/gitops.git",
                        "credentialsId", "git",
                        "forgeUrl", "https://git.example.org/api",
                        "forgeCredentialsId", "forge"));
        assertThat(StepArguments.of("argoPromote", layer, Map.of("env", "prod")))
                .containsEntry("forgeCredentialsId", "forge");
        assertThat(StepArguments.of("argoPromote", layer, Map.of("forgeUrl", "https://evil.example.org")))
                .containsEntry("credentialsId", "git")
                .doesNotContainKey("forgeCredentialsId");
        assertThat(StepArguments.of("argoPromote", layer, Map.of("gitops", "https://evil.example.org/x.git")))
                .doesNotContainKeys("credentialsId", "forgeUrl", "forgeCredentialsId");
        for (String step : List.of("quarantine", "deliveryRecord", "helmDeploy", "ecsDeploy")) {
            assertThat(StepArguments.of(step, Map.of("gitops", Map.of("mode", "pr")), Map.of()))
                    .as(step)
                    .containsEntry("mode", "pr");
        }
        for (String step :
                List.of("argoRollback", "quarantine", "deliveryRecord", "deliveryHistory", "promotionTurn")) {
            assertThat(StepArguments.of(step, layer, Map.of("gitops", "https://evil.example.org/x.git")))
                    .as(step)
                    .doesNotContainKey("credentialsId");
        }
        assertThat(StepArguments.of("helmDeploy", layer, Map.of())).containsEntry("gitopsCredentialsId", "git");
    }

    @Test
    void everyStepOfTheCatalogueIsConsidered() {
        assertThat(OperationCatalog.all())
                .filteredOn(step ->
                        of(step.name(), "env", "prod", "repository", "a/b").isEmpty())
                .extracting(OperationDescriptor::name)
                .containsExactlyInAnyOrder(
                        "deliveryCheck",
                        "deliveryPlan",
                        "approvalEvidence",
                        "pullRequestComment",
                        "commitStatus",
                        "reviewCheck",
                        "terraformChecks");
    }
}
