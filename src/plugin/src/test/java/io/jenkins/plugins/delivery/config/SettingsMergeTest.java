package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.flow.OrganisationLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the levels of configuration become the two layers of a plan; needs no Jenkins. */
class SettingsMergeTest {

    private static final Map<String, Object> NONPROD =
            Map.of("url", "https://argo.nonprod.example.com", "credentialsId", "argo-nonprod");
    private static final Map<String, Object> PROD =
            Map.of("url", "https://argo.prod.example.com", "credentialsId", "argo-prod", "project", "shop");

    private static SettingsMerge merge(DeliverySettings... levels) {
        return SettingsMerge.of(Arrays.stream(levels).map(SettingsLayer::of).toList());
    }

    private static DeliverySettings global() {
        DeliverySettings global = new DeliverySettings();
        global.setArgoServers(List.of(
                server("nonprod", "https://argo.nonprod.example.com", "argo-nonprod", null),
                server("prod", "https://argo.prod.example.com", "argo-prod", "shop")));
        global.setEnvironments(List.of(
                environment("dev", null, "https://${service}.dev.example.com"), environment("prod", "prod", null)));
        return global;
    }

    private static ArgoServer server(String name, String url, String credentialsId, String project) {
        ArgoServer server = new ArgoServer(name, url);
        server.setCredentialsId(credentialsId);
        server.setProject(project);
        return server;
    }

    private static DeliveryEnvironment environment(String name, String server, String url) {
        DeliveryEnvironment environment = new DeliveryEnvironment(name);
        environment.setServer(server);
        environment.setUrl(url);
        return environment;
    }

    private static Approval approval(String submitters, boolean enforced) {
        Approval approval = new Approval();
        approval.setSubmitters(submitters);
        approval.setEnforced(enforced);
        return approval;
    }

    private static Map<String, Object> environment(Map<String, Object> layer, String name) {
        return map(map(layer.get("environments")).get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void nothingIsConfiguredAtFirst() {
        assertThat(merge(new DeliverySettings())).isEqualTo(new SettingsMerge(Map.of(), Map.of()));
    }

    @Test
    void theFirstServerIsThatOfEnvironmentsWhichNameNone() {
        SettingsMerge merged = merge(global());
        assertThat(merged.defaults().get("argo")).isEqualTo(NONPROD);
        assertThat(environment(merged.defaults(), "dev"))
                .isEqualTo(Map.of("url", "https://${service}.dev.example.com"));
        assertThat(environment(merged.defaults(), "prod")).isEqualTo(Map.of("argo", PROD));
    }

    @Test
    void aFolderOverridesSingleValuesAndAddsEnvironments() {
        DeliverySettings folder = new DeliverySettings();
        folder.setEnvironments(List.of(
                environment("dev", "prod", null), environment("qa", "nonprod", "https://${service}.qa.example.com")));
        folder.setDefaults("environments:\n  prod:\n    timeout: 20m\n");
        SettingsMerge merged = merge(global(), folder);
        assertThat(map(merged.defaults().get("environments")).keySet()).containsExactly("dev", "qa", "prod");
        assertThat(environment(merged.defaults(), "dev"))
                .isEqualTo(Map.of("url", "https://${service}.dev.example.com", "argo", PROD));
        assertThat(environment(merged.defaults(), "qa"))
                .isEqualTo(Map.of("url", "https://${service}.qa.example.com", "argo", NONPROD));
        assertThat(environment(merged.defaults(), "prod")).isEqualTo(Map.of("argo", PROD, "timeout", "20m"));
    }

    @Test
    void aServerOfAFolderReplacesTheOuterOneOfTheSameName() {
        DeliverySettings folder = new DeliverySettings();
        folder.setArgoServers(List.of(server("prod", "https://argo.eu.example.com", null, null)));
        SettingsMerge merged = merge(global(), folder);
        assertThat(environment(merged.defaults(), "prod"))
                .isEqualTo(Map.of("argo", Map.of("url", "https://argo.eu.example.com")));
        assertThat(merged.defaults().get("argo")).isEqualTo(NONPROD);
    }

    @Test
    void aServerForEveryEnvironmentIsThatOfTheOuterOnesToo() {
        DeliverySettings folder = new DeliverySettings();
        folder.setArgoServers(List.of(server("edge", "https://argo.edge.example.com", null, null)));
        folder.setEnvironments(List.of(environment("*", "edge", null)));
        SettingsMerge merged = merge(global(), folder);
        Map<String, Object> edge = Map.of("url", "https://argo.edge.example.com");
        assertThat(environment(merged.defaults(), "prod").get("argo")).isEqualTo(edge);
        assertThat(environment(merged.defaults(), "dev").get("argo")).isEqualTo(edge);
        assertThat(environment(merged.defaults(), "*").get("argo")).isEqualTo(edge);
    }

    @Test
    void everyUnknownServerIsNamed() {
        DeliverySettings global = global();
        global.setEnvironments(List.of(environment("dev", "nonprd", null), environment("prod", "x", null)));
        assertThatThrownBy(() -> merge(global))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'dev' refers to an Argo CD server: nonprd is not known; did you mean 'nonprod'?")
                .hasMessageContaining("'prod' refers");
    }

    @Test
    void whatIsEnforcedForAllWinsOverTheFolder() {
        DeliverySettings global = global();
        global.setEnforced("environments: {prod: {approval: release-managers}}\nimage: {scan: {failOn: high}}");
        DeliverySettings folder = new DeliverySettings();
        folder.setEnforced("environments: {prod: {approval: me}, dev: {onFail: fail}}\nflow: trunk");
        SettingsMerge merged = merge(global, folder);
        assertThat(environment(merged.enforced(), "prod").get("approval"))
                .isEqualTo(Map.of("submitters", "release-managers"));
        assertThat(environment(merged.enforced(), "dev")).isEqualTo(Map.of("onFail", "fail"));
        assertThat(merged.enforced().get("flow")).isEqualTo("trunk");
        assertThat(merged.together().get("flow")).isEqualTo("trunk");
    }

    @Test
    void anApprovalIsADefaultUntilItIsEnforced() {
        DeliverySettings global = global();
        DeliveryEnvironment prod = environment("prod", "prod", null);
        prod.setApproval(approval("release-managers", false));
        global.setEnvironments(List.of(prod));
        assertThat(environment(merge(global).defaults(), "prod").get("approval"))
                .isEqualTo(Map.of("submitters", "release-managers"));
        assertThat(merge(global).enforced()).isEmpty();
        prod.setApproval(approval("release-managers", true));
        assertThat(merge(global).enforced())
                .isEqualTo(Map.of(
                        "environments", Map.of("prod", Map.of("approval", Map.of("submitters", "release-managers")))));
    }

    @Test
    void fieldsOfTheFormCountMoreThanTheYamlBesideThem() {
        DeliverySettings global = new DeliverySettings();
        GitOpsRepository gitOps = new GitOpsRepository("https://git.example.com/gitops.git");
        gitOps.setBranch("live");
        global.setGitOps(gitOps);
        global.setDefaults("gitops: {branch: main, file: 'apps/${service}.yaml'}");
        assertThat(merge(global).defaults().get("gitops"))
                .isEqualTo(Map.of(
                        "url", "https://git.example.com/gitops.git", "branch", "live", "file", "apps/${service}.yaml"));
    }

    @Test
    void registryAndSlackAreSectionsOfTheConfiguration() {
        DeliverySettings global = new DeliverySettings();
        ImageRegistry registry = new ImageRegistry("registry.example.com:5000");
        registry.setCredentialsId("registry");
        registry.setCharts("/charts/");
        registry.setAwsCredentialsId("aws");
        registry.setRoleArn("arn:aws:iam::123456789012:role/delivery");
        global.setRegistry(registry);
        SlackWorkspace slack = new SlackWorkspace();
        slack.setCredentialsId("bot");
        global.setSlack(slack);
        Map<String, Object> defaults = merge(global).defaults();
        assertThat(defaults)
                .isEqualTo(Map.of(
                        "image",
                        Map.of("registry", "registry.example.com:5000", "credentialsId", "registry"),
                        "chart",
                        Map.of("oci", "oci://registry.example.com:5000/charts", "credentialsId", "registry"),
                        "version",
                        Map.of("ecrCredentialsId", "aws", "roleArn", "arn:aws:iam::123456789012:role/delivery"),
                        "slack",
                        Map.of("credentialsId", "bot")));
        assertThat(OrganisationLayer.problems(defaults)).isEmpty();
    }

    @Test
    void aRegistryInEcrNeedsNoCredentialsOfItsOwn() {
        DeliverySettings global = new DeliverySettings();
        ImageRegistry registry = new ImageRegistry("123456789012.dkr.ecr.eu-central-1.amazonaws.com");
        registry.setCharts("charts");
        registry.setAwsCredentialsId("aws");
        registry.setRoleArn("arn:aws:iam::123456789012:role/delivery");
        registry.setRegion("eu-central-1");
        registry.setRegistryId("123456789012");
        global.setRegistry(registry);

        Map<String, Object> defaults = merge(global).defaults();

        Map<String, Object> access = Map.of(
                "credentialsId", "aws",
                "region", "eu-central-1",
                "registryId", "123456789012",
                "roleArn", "arn:aws:iam::123456789012:role/delivery");
        assertThat(((Map<?, ?>) defaults.get("image")).entrySet().containsAll(access.entrySet()))
                .isTrue();
        assertThat(((Map<?, ?>) defaults.get("chart")).entrySet().containsAll(access.entrySet()))
                .isTrue();
        assertThat(OrganisationLayer.problems(defaults)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        DeliverySettings settings = new DeliverySettings();
        settings.setArgoServers(List.of(
                server("Prod 1", "https://admin:hunter2@argo.example.com", null, null),
                server("a", "argo.example.com", null, null),
                server("a", "https://a.example.com", null, null)));
        settings.setEnvironments(List.of(environment("prod", null, "ftp://x"), new DeliveryEnvironment("")));
        settings.setGitOps(new GitOpsRepository("file:///etc"));
        settings.setRegistry(new ImageRegistry("https://registry.example.com"));
        assertThat(SettingsCheck.problems(settings))
                .hasSize(8)
                .noneSatisfy(problem -> assertThat(problem).contains("hunter2"))
                .contains(
                        "Argo CD server 'a' is there twice.",
                        "Argo CD server 'a': 'argo.example.com' is not an http or https URL.",
                        "GitOps repository: 'file:///etc' is not an http or https URL.",
                        "Environment: A name is missing.");
        DeliverySettings yaml = new DeliverySettings();
        yaml.setDefaults("flwo: trunk");
        yaml.setEnforced("build: true");
        assertThat(SettingsCheck.problems(yaml))
                .containsExactly(
                        "The field 'Further defaults': flwo is not known; did you mean 'flow'?",
                        "The field 'Enforced settings': build is a closure, which only a Jenkinsfile can have.");
    }

    @Test
    void anAddressMayHaveOnlyTheTwoPlaceholders() {
        DeliverySettings settings = new DeliverySettings();
        settings.setEnvironments(List.of(environment("dev", null, "https://${sevice}.example.com")));
        assertThat(SettingsCheck.problems(settings)).hasSize(1);
        settings.setEnvironments(List.of(environment("dev", null, "https://${env}-${service}.example.com")));
        assertThat(SettingsCheck.problems(settings)).isEmpty();
    }
}
