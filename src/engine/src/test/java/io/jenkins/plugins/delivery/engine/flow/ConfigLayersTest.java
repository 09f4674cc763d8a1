package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLayersTest {

    private static final String GITOPS = "https://git.example.com/gitops.git";

    private static Map<String, Object> environments(Object... namesAndSettings) {
        Map<String, Object> environments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSettings.length; i += 2) {
            environments.put((String) namesAndSettings[i], namesAndSettings[i + 1]);
        }
        return Map.of("environments", environments);
    }

    private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static DeliveryConfig config(
            Map<String, Object> organisation, Map<String, Object> jenkinsfile, Map<String, Object> enforced) {
        return DeliveryConfig.of(
                with(Map.of("gitops", GITOPS), organisation),
                with(Map.of("service", "payments"), jenkinsfile),
                enforced);
    }

    private static Map<String, Object> settings(DeliveryConfig config, String environment) {
        return config.environments().stream()
                .filter(candidate -> candidate.name().equals(environment))
                .findFirst()
                .orElseThrow()
                .settings();
    }

    @Test
    void whatIsEnforcedOfOneEnvironmentNeitherAddsItNorRemovesTheOthers() {
        Map<String, Object> enforced = environments("prod", Map.of("approval", "release-managers"));
        Map<String, Object> jenkinsfile =
                environments("dev", Map.of(), "prod", Map.of("approval", Map.of("submitters", "me", "timeout", "2h")));
        DeliveryConfig config = config(Map.of(), jenkinsfile, enforced);
        assertThat(config.environments()).extracting(Environment::name).containsExactly("dev", "prod");
        assertThat(settings(config, "prod").get("approval"))
                .isEqualTo(Map.of("submitters", "release-managers", "timeout", "2h"));
        assertThat(config(Map.of(), environments("dev", Map.of()), enforced).environments())
                .extracting(Environment::name)
                .containsExactly("dev");
    }

    @Test
    void anEnforcedApprovalCannotBeSwitchedOff() {
        DeliveryConfig config = config(
                Map.of(),
                environments("prod", Map.of("approval", false)),
                environments("*", Map.of("approval", "release-managers")));
        assertThat(config.environments().get(0).approvalSubmitters()).contains("release-managers");
    }

    @Test
    void aServiceMayHaveNoneOfTheOrganisationsEnvironments() {
        Map<String, Object> organisation = environments("dev", Map.of(), "prod", Map.of());
        assertThat(config(organisation, Map.of(), Map.of()).environments()).hasSize(2);
        assertThat(config(organisation, Map.of("environments", Map.of()), Map.of())
                        .environments())
                .isEmpty();
        assertThat(config(organisation, Map.of("environments", List.of()), Map.of())
                        .environments())
                .isEmpty();
    }

    @Test
    void whatAStrongerLayerSaysForAllEnvironmentsBeatsWhatAWeakerOneSaysOfOne() {
        Map<String, Object> organisation = environments(
                "dev",
                Map.of("argo", Map.of("url", "https://a.example.com", "credentialsId", "a"), "file", "a.yaml"),
                "prod",
                Map.of("timeout", "1h"));
        Map<String, Object> jenkinsfile = Map.of(
                "argo", Map.of("url", "https://b.example.com", "timeout", "5m"), "gitops", Map.of("file", "b.yaml"));
        DeliveryConfig config = config(organisation, jenkinsfile, Map.of());
        assertThat(settings(config, "dev")).doesNotContainKeys("argo", "file");
        assertThat(settings(config, "prod")).doesNotContainKey("timeout");
        assertThat(config.section("gitops")).containsEntry("file", "b.yaml").containsEntry("url", GITOPS);
    }

    @Test
    void whatALayerSaysOfOneEnvironmentBeatsWhatItSaysForAll() {
        DeliveryConfig config = config(
                Map.of("argo", "https://all.example.com"),
                with(
                        environments("dev", Map.of("argo", "https://dev.example.com")),
                        Map.of("argo", "https://mine.example.com")),
                Map.of());
        assertThat(settings(config, "dev").get("argo")).isEqualTo(Map.of("url", "https://dev.example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "gitops, url, https://git.example.com/other.git, true",
        "gitops, url, https://GIT.example.com/other.git, true",
        "gitops, url, https://git.example.org/other.git, false",
        "gitops, url, http://git.example.com/other.git, false",
        "gitops, url, https://git.example.com:8443/other.git, false",
        "gitops, branch, live, true",
        "slack, endpoint, https://git.example.com/api, true",
        "slack, endpoint, https://slack.example.org/api, false",
    })
    void credentialsStayWithTheServerThatTheyWereConfiguredFor(String section, String key, String value, boolean kept) {
        Map<String, Object> configured = section.equals("slack")
                ? Map.of("channel", "#a", "endpoint", "https://git.example.com/api", "credentialsId", "secret")
                : Map.of("url", GITOPS, "credentialsId", "secret");
        DeliveryConfig config = config(Map.of(section, configured), Map.of(section, Map.of(key, value)), Map.of());
        assertThat(config.section(section).containsKey("credentialsId")).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "shop/payments, registry.example.com/shop/payments, true",
        "registry.example.com/payments, registry.example.com/payments, true",
        "ghcr.example.org/payments, ghcr.example.org/payments, false",
    })
    void anImageWithAHostIsNotMovedToTheOrganisationsRegistry(String repository, String full, boolean credentials) {
        DeliveryConfig config = config(
                Map.of("image", Map.of("registry", "registry.example.com", "credentialsId", "secret")),
                Map.of("image", repository),
                Map.of());
        assertThat(config.imageRepository().orElseThrow().full()).isEqualTo(full);
        assertThat(config.section("image").containsKey("credentialsId")).isEqualTo(credentials);
    }

    @Test
    void sectionsThatAServiceDoesNotUseAreNoProblemAndPlanNothing() {
        Map<String, Object> organisation = Map.of(
                "image", Map.of("registry", "registry.example.com"),
                "chart", Map.of("oci", "oci://registry.example.com/charts"),
                "slack", Map.of("credentialsId", "slack"));
        DeliveryConfig config = config(organisation, Map.of(), Map.of());
        assertThat(config.has("image")).isFalse();
        assertThat(config.has("chart")).isFalse();
        assertThat(config.has("slack")).isFalse();
        DeliveryConfig used = config(organisation, Map.of("chart", "deploy/chart", "slack", "#payments"), Map.of());
        assertThat(used.section("chart"))
                .isEqualTo(Map.of("path", "deploy/chart", "oci", "oci://registry.example.com/charts"));
        assertThat(used.section("slack")).isEqualTo(Map.of("channel", "#payments", "credentialsId", "slack"));
    }

    @Test
    void anAddressIsWrittenOnceForAllServices() {
        DeliveryConfig config =
                config(environments("dev", Map.of("url", "https://${service}.${env}.example.com")), Map.of(), Map.of());
        assertThat(settings(config, "dev")).containsEntry("url", "https://payments.dev.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev,prod     |          | dev,prod",
                "dev,prod     | qa       | dev,prod,qa",
                "dev,prod     | dev,qa   | dev,qa,prod",
                "dev,prod     | qa,prod  | dev,qa,prod",
                "dev,prod     | a,b,prod | dev,a,b,prod",
                "dev,prod     | prod,dev | dev,prod",
                "             | dev,prod | dev,prod",
            })
    void foldersAddEnvironmentsNextToThoseThatTheyName(String outer, String inner, String expected) {
        assertThat(ConfigLayers.map(ConfigLayers.collapsed(List.of(named(outer), named(inner)))
                                .get("environments"))
                        .keySet())
                .containsExactly(expected.split(","));
    }

    private static Map<String, Object> named(String names) {
        return names == null ? Map.of() : Map.of("environments", List.of(names.split(",")));
    }

    @Test
    void severalLayersAsOneMeanTheSameAsOneAfterTheOther() {
        Map<String, Object> global = with(
                environments("*", Map.of("timeout", "5m"), "dev", Map.of("timeout", "3m"), "prod", Map.of()),
                Map.of("argo", Map.of("url", "https://a.example.com", "credentialsId", "a")));
        Map<String, Object> folder = environments("*", Map.of("timeout", "7m"), "prod", Map.of("rollback", "off"));
        Map<String, Object> jenkinsfile = with(
                environments("dev", Map.of(), "test", Map.of()),
                Map.of("service", "payments", "gitops", GITOPS, "argo", Map.of("project", "shop")));
        Map<String, Object> oneByOne = ConfigLayers.effective(List.of(global, folder, jenkinsfile), Map.of());
        Map<String, Object> collapsed =
                ConfigLayers.effective(List.of(ConfigLayers.collapsed(List.of(global, folder)), jenkinsfile), Map.of());
        assertThat(collapsed).isEqualTo(oneByOne);
        assertThat(ConfigLayers.map(
                        ConfigLayers.map(collapsed.get("environments")).get("test")))
                .isEqualTo(Map.of("timeout", "7m"));
        assertThat(ConfigLayers.map(
                        ConfigLayers.map(collapsed.get("environments")).get("dev")))
                .isEqualTo(Map.of("timeout", "7m"));
    }

    @Test
    void theTokenOfAForgeIsForNoOtherForge() {
        Map<String, Object> organisation = Map.of(
                "gitops",
                Map.of("url", "https://git.example.org/gitops.git", "forgeCredentialsId", "forge"),
                "finish",
                Map.of("forgeUrl", "https://git.example.org/api", "forgeCredentialsId", "forge"));
        Map<String, Object> jenkinsfile = Map.of(
                "gitops", Map.of("forgeUrl", "https://evil.example.org"),
                "finish", Map.of("forgeUrl", "https://evil.example.org"));
        Map<String, Object> merged = ConfigLayers.collapsed(List.of(organisation, jenkinsfile));
        assertThat(merged.toString()).doesNotContain("forgeCredentialsId").contains("git.example.org/gitops.git");
    }
}
