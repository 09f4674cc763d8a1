package io.jenkins.plugins.delivery.run;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Secrets;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials that one call on an agent needs, and no others. Lives as long as the call and is written to the agent's channel only,
 * never to a build.
 */
final class HandedSecrets implements Secrets, Serializable {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, String[]> byId = new HashMap<>();

    /** Ids that are not found stay out: the operation says so when it asks for one. */
    static HandedSecrets take(Set<String> ids, Secrets from) {
        HandedSecrets handed = new HandedSecrets();
        ids.forEach(id -> from.find(id)
                .ifPresent(
                        credential -> handed.byId.put(id, new String[] {credential.username(), credential.secret()})));
        return handed;
    }

    @Override
    public Optional<Credential> find(String credentialsId) {
        return Optional.ofNullable(byId.get(credentialsId))
                .map(parts -> parts[0] == null
                        ? Credential.token(credentialsId, parts[1])
                        : Credential.usernamePassword(credentialsId, parts[0], parts[1]));
    }

    @Override
    public String toString() {
        return "credentials " + Map.copyOf(byId).keySet();
    }
}
