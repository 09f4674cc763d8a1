package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster and as whom it is asked. Holds secrets: never kept longer than a call, never printed.
 *
 * @param server address of the API
 * @param authority certificates in PEM that sign the server's; null for those of this machine
 * @param user as whom
 * @param namespace that the kubeconfig prefers; null when it says none
 */
public record KubeTarget(String server, String authority, User user, String namespace) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * As whom; one of token, token file, name with password, certificate with key, or nothing.
     *
     * @param token bearer token
     * @param tokenFile of which the token is read at each use, because somebody renews it
     * @param certificate in PEM
     * @param key in PEM
     */
    public record User(String token, Path tokenFile, String name, String password, Certificate certificate) {

        @Override
        public String toString() {
            return "a user";
        }
    }

    /** A certificate with its key, both in PEM. */
    public record Certificate(String certificate, String key) {

        @Override
        public String toString() {
            return "a certificate";
        }
    }

    /** A kubeconfig with this cluster and user only (YAML takes JSON), for a process that is started. Secret. */
    public String kubeconfig() {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("server", server);
        put(cluster, "certificate-authority-data", base64(authority));
        Map<String, Object> who = new LinkedHashMap<>();
        put(who, "token", user.token());
        put(who, "tokenFile", user.tokenFile() == null ? null : user.tokenFile().toString());
        put(who, "username", user.name());
        put(who, "password", user.password());
        if (user.certificate() != null) {
            put(who, "client-certificate-data", base64(user.certificate().certificate()));
            put(who, "client-key-data", base64(user.certificate().key()));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("apiVersion", "v1");
        config.put("kind", "Config");
        config.put("current-context", "delivery");
        config.put("clusters", List.of(Map.of("name", "delivery", "cluster", cluster)));
        config.put("users", List.of(Map.of("name", "delivery", "user", who)));
        config.put(
                "contexts",
                List.of(Map.of("name", "delivery", "context", Map.of("cluster", "delivery", "user", "delivery"))));
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are always JSON", e);
        }
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String base64(String text) {
        return text == null
                ? null
                : java.util.Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Kubernetes at " + server;
    }
}
