package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a log-in is, and nothing of the log-in itself.
 *
 * @param registry its host
 * @param configDirectory directory with Docker's config.json, absolute, on the machine of the workspace
 * @param loggedIn whether the file has a log-in to the registry now
 * @param expires when the registry stops accepting it; null when that is not known, or without a log-in
 */
public record RegistryLoginResult(String registry, String configDirectory, boolean loggedIn, Instant expires)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("registry", registry);
        map.put("configDirectory", configDirectory);
        map.put("configFile", configDirectory + "/" + LoginDirectory.FILE);
        map.put("loggedIn", loggedIn);
        map.put("expires", expires == null ? null : expires.toString());
        return map;
    }
}
