package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Secrets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials of the sandbox: those of its servers, made anew for each sandbox, and a made-up one for every other id that a
 * Jenkinsfile asks for, so that it runs without anybody's secrets.
 */
final class SandboxSecrets implements Secrets {

    static final String GIT = "sandbox-git";
    static final String AWS = "sandbox-aws";
    static final String ARGO = "sandbox-argo";
    static final String SLACK = "sandbox-slack";

    private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

    SandboxSecrets() {
        put(Credential.usernamePassword(GIT, "delivery", random()));
        put(Credential.usernamePassword(AWS, "AKIASANDBOX", random()));
        put(Credential.token(SLACK, "xoxb-" + random()));
    }

    void put(Credential credential) {
        credentials.put(credential.id(), credential);
    }

    /** A credential of one of the sandbox's own servers. */
    Credential own(String id) {
        return credentials.get(id);
    }

    /** Every credential that was made so far. */
    Collection<Credential> all() {
        return List.copyOf(credentials.values());
    }

    @Override
    public Optional<Credential> find(String credentialsId) {
        return Optional.of(
                credentials.computeIfAbsent(credentialsId, id -> Credential.usernamePassword(id, "sandbox", random())));
    }

    private static String random() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
