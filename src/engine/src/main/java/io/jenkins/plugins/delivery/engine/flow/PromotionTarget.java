package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where promotions to an environment go: what the configuration says of it, as arguments of {@code argoPromote}. */
final class PromotionTarget {

    private static final List<String> OF_ENVIRONMENT = List.of(
            "app", "file", "set", "layout", "mode", "autoMerge", "timeout", "rollback", "quarantine", "migrations");

    private PromotionTarget() {}

    /**
     * The arguments; what nothing is configured for is left out.
     *
     * @param gitops the section of that name
     * @param argo the section of that name; an environment with an Argo CD of its own does not use its credentials
     */
    static Map<String, Object> of(Map<String, Object> gitops, Map<String, Object> argo, Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>(gitops);
        renamed(args, "url", "gitops");
        Map<String, Object> server = new LinkedHashMap<>(argo);
        Map<String, Object> own = ConfigLayers.map(environment.settings().get("argo"));
        ServerAddress.leaveServer(server, own);
        server.putAll(own);
        renamed(server, "url", "argo");
        renamed(server, "credentialsId", "argoCredentialsId");
        args.putAll(server);
        for (String key : OF_ENVIRONMENT) {
            if (environment.settings().containsKey(key)) {
                args.put(key, environment.settings().get(key));
            }
        }
        return args;
    }

    private static void renamed(Map<String, Object> map, String from, String to) {
        Object value = map.remove(from);
        if (value != null) {
            map.put(to, value);
        }
    }
}
