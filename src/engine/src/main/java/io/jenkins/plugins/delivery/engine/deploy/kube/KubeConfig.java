package io.jenkins.plugins.delivery.engine.deploy.kube;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads kubeconfigs (kubernetes.io, "Organizing Cluster Access Using kubeconfig Files"). What a kubeconfig of the credentials store may
 * do is to name a cluster and hold a secret: one that would have a program run or a file read is refused, because it is used on the
 * machine of the controller, too.
 */
public final class KubeConfig {

    private static final List<String> FOREIGN =
            List.of("exec", "auth-provider", "tokenFile", "client-certificate", "client-key", "certificate-authority");

    private KubeConfig() {}

    /**
     * The cluster and user of a context.
     *
     * @param name what people call the text, for messages
     * @param context null for the current one
     * @throws InvalidInputException with every problem
     * @throws TerminalException when it is not YAML
     */
    public static KubeTarget parse(String name, String text, String context) {
        if (!(YamlValues.parse(name, text) instanceof Map<?, ?> config)) {
            throw new InvalidInputException(name, List.of("it is no kubeconfig"));
        }
        List<String> problems = new ArrayList<>();
        String wanted = context == null ? text(config, "current-context") : context;
        Map<?, ?> chosen = named(config, "contexts", "context", wanted, problems);
        Map<?, ?> cluster = named(config, "clusters", "cluster", text(chosen, "cluster"), problems);
        Map<?, ?> user = text(chosen, "user") == null
                ? Map.of()
                : named(config, "users", "user", text(chosen, "user"), problems);
        for (String key : FOREIGN) {
            if (user.containsKey(key) || cluster.containsKey(key)) {
                problems.add("it says " + key + ", which would run a program or read a file of the machine: write the"
                        + " token of a service account, or certificates as …-data, into it");
            }
        }
        if (Boolean.TRUE.equals(cluster.get("insecure-skip-tls-verify"))) {
            problems.add("it says insecure-skip-tls-verify: name the cluster's certificate-authority-data instead");
        }
        String server = text(cluster, "server");
        if (problems.isEmpty() && (server == null || !isAddress(server))) {
            problems.add("the server is not an http or https address");
        }
        String authority = decoded(cluster, "certificate-authority-data", problems);
        String certificate = decoded(user, "client-certificate-data", problems);
        String key = decoded(user, "client-key-data", problems);
        String token = text(user, "token");
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            problems.add("the token has characters that no token has");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(name, problems);
        }
        KubeTarget.Certificate pair =
                certificate == null || key == null ? null : new KubeTarget.Certificate(certificate, key);
        return new KubeTarget(
                server.endsWith("/") ? server.substring(0, server.length() - 1) : server,
                authority,
                new KubeTarget.User(token, null, text(user, "username"), text(user, "password"), pair),
                text(chosen, "namespace"));
    }

    private static boolean isAddress(String server) {
        try {
            URI uri = URI.create(server);
            return uri.getHost() != null && uri.getUserInfo() == null && server.matches("https?://.*");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One of the named lists of a kubeconfig; an empty map, and a problem, when it is not there. */
    private static Map<?, ?> named(Map<?, ?> config, String list, String kind, String wanted, List<String> problems) {
        Map<String, Map<?, ?>> all = new LinkedHashMap<>();
        if (config.get(list) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> entry && entry.get(kind) instanceof Map<?, ?> content) {
                    all.put(String.valueOf(entry.get("name")), content);
                }
            }
        }
        if (wanted != null && all.containsKey(wanted)) {
            return all.get(wanted);
        }
        // What is missing in a context that is missing itself is no news.
        if (problems.isEmpty()) {
            problems.add(
                    wanted == null ? "it names no " + kind : NearestName.unknownKey(kind + " ", wanted, all.keySet()));
        }
        return Map.of();
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    private static String decoded(Map<?, ?> map, String key, List<String> problems) {
        String data = text(map, key);
        try {
            return data == null
                    ? null
                    : new String(Base64.getDecoder().decode(data.replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            problems.add(key + " is not Base64");
            return null;
        }
    }
}
