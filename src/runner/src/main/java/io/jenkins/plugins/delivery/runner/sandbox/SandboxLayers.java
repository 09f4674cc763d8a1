package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Points a delivery configuration at the sandbox: every remote that it names is replaced by the sandbox's own, what it decides
 * stays as it is.
 */
final class SandboxLayers {

    /**
     * Addresses of the sandbox's servers.
     *
     * @param gitops URL of the GitOps repository
     * @param registry host and port of the image registry
     * @param ecr endpoint of Amazon ECR
     * @param argo address of Argo CD
     * @param slack base of Slack's Web API
     */
    record Addresses(String gitops, String registry, String ecr, String argo, String slack) {}

    private static final String REGION = "eu-central-1";

    private final Addresses addresses;
    private final Duration patience;

    /** @param patience the longest that a promotion may wait; a Jenkinsfile that waits less keeps its own time */
    SandboxLayers(Addresses addresses, Duration patience) {
        this.addresses = addresses;
        this.patience = patience;
    }

    /**
     * What is laid over the Jenkinsfile's configuration.
     *
     * @param config the Jenkinsfile's configuration; only sections that it has are pointed elsewhere
     * @param urls environment name to the address where the sandbox deploys it
     * @param route whether a commit must have passed the environment before; false when only one branch is run
     */
    Map<String, Object> override(Map<String, Object> config, Map<String, String> urls, boolean route) {
        Map<String, Object> layer = new LinkedHashMap<>();
        if (config.containsKey("image")) {
            layer.put("image", image(config.get("image")));
        }
        if (config.containsKey("chart")) {
            Map<String, Object> chart = registry();
            chart.put("oci", "oci://" + addresses.registry() + "/charts");
            layer.put("chart", chart);
        }
        if (!Boolean.FALSE.equals(config.get("finish"))) {
            // The sandbox's Git server has no pull requests, and nobody else's shall get one.
            layer.put("finish", Map.of("forge", "none", "forgeCredentialsId", SandboxSecrets.GIT));
        }
        layer.put("gitops", Map.of("url", addresses.gitops(), "branch", "main", "credentialsId", SandboxSecrets.GIT));
        layer.put(
                "argo",
                Map.of(
                        "url",
                        addresses.argo(),
                        "credentialsId",
                        SandboxSecrets.ARGO,
                        "timeout",
                        shorter(config.get("argo"), "timeout", patience.toSeconds() + "s"),
                        "stableFor",
                        shorter(config.get("argo"), "stableFor", "2s")));
        layer.put(
                "version",
                Map.of(
                        "credentialsId",
                        SandboxSecrets.GIT,
                        "ecrCredentialsId",
                        SandboxSecrets.AWS,
                        "endpoint",
                        addresses.ecr(),
                        "region",
                        REGION));
        if (config.containsKey("slack")) {
            layer.put("slack", Map.of("endpoint", addresses.slack(), "credentialsId", SandboxSecrets.SLACK));
        }
        layer.put("environments", environments(urls, route));
        return layer;
    }

    private static Object shorter(Object section, String key, String longest) {
        Object given = section instanceof Map<?, ?> map ? map.get(key) : null;
        return given == null || Durations.parse(given).compareTo(Durations.parse(longest)) > 0 ? longest : given;
    }

    private Map<String, Object> image(Object image) {
        Map<String, Object> layer = registry();
        layer.put("registry", addresses.registry());
        boolean unscanned = image instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("scan"));
        if (!unscanned) {
            layer.put("scan", ecr());
        }
        return layer;
    }

    /** The sandbox's registry is one of ECR: a log-in is borrowed, and a repository is there once it was created. */
    private Map<String, Object> registry() {
        Map<String, Object> registry = new LinkedHashMap<>(ecr());
        registry.put("plainHttp", true);
        registry.put("createRepository", true);
        return registry;
    }

    private Map<String, Object> reading() {
        Map<String, Object> registry = registry();
        registry.remove("createRepository");
        return registry;
    }

    private Map<String, Object> ecr() {
        return Map.of("endpoint", addresses.ecr(), "region", REGION, "credentialsId", SandboxSecrets.AWS);
    }

    private static Map<String, Object> environments(Map<String, String> urls, boolean route) {
        Map<String, Object> environments = new LinkedHashMap<>();
        if (!route) {
            environments.put("*", Map.of("after", "none"));
        }
        urls.forEach((name, url) -> environments.put(name, Map.of("url", url)));
        return environments;
    }

    /** The same for pipelines that call steps by themselves: arguments that replace those of every call. */
    Map<String, Map<String, Object>> stepArguments() {
        return Map.ofEntries(
                Map.entry("semverTag", Map.of("credentialsId", SandboxSecrets.GIT)),
                Map.entry("versionRecord", Map.of("credentialsId", SandboxSecrets.GIT)),
                Map.entry("gitFlowStart", Map.of("credentialsId", SandboxSecrets.GIT)),
                Map.entry("gitFlowFinish", Map.of("credentialsId", SandboxSecrets.GIT, "forge", "none")),
                Map.entry(
                        "argoPromote",
                        Map.of(
                                "gitops",
                                addresses.gitops(),
                                "branch",
                                "main",
                                "credentialsId",
                                SandboxSecrets.GIT,
                                "argo",
                                addresses.argo(),
                                "argoCredentialsId",
                                SandboxSecrets.ARGO)),
                Map.entry("ecrScan", ecr()),
                Map.entry("helmPackage", registry()),
                Map.entry("imagePush", registry()),
                Map.entry("registryLogin", ecr()),
                Map.entry("evidenceRecord", reading()),
                Map.entry(
                        "promotedVersion",
                        Map.of("gitops", addresses.gitops(), "branch", "main", "credentialsId", SandboxSecrets.GIT)),
                Map.entry("slackNotify", Map.of("endpoint", addresses.slack(), "credentialsId", SandboxSecrets.SLACK)));
    }
}
