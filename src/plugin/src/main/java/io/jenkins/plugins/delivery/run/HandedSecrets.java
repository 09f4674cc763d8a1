package io.jenkins.plugins.delivery.run;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Secrets;
import io.jenkins.plugins.delivery.engine.SshSettings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials that one call on an agent needs, and no others, with the SSH servers that it may trust. Lives as long as the call and is
 * written to the agent's channel only, never to a build.
 */
final class HandedSecrets implements Secrets, Serializable {

    private static final long serialVersionUID = 2L;

    private record Handed(Credential.Kind kind, String username, String secret, String passphrase)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        static Handed of(Credential credential) {
            boolean key = credential.kind() == Credential.Kind.PRIVATE_KEY;
            return new Handed(
                    credential.kind(),
                    credential.username(),
                    key ? credential.privateKey() : credential.secret(),
                    credential.passphrase().orElse(null));
        }

        Credential as(String id) {
            return switch (kind) {
                case TOKEN -> Credential.token(id, secret);
                case PASSWORD -> Credential.usernamePassword(id, username, secret);
                case PRIVATE_KEY -> Credential.privateKey(id, username, secret, passphrase);
            };
        }

        @Override
        public String toString() {
            return kind.words();
        }
    }

    private final HashMap<String, Handed> byId = new HashMap<>();
    private final SshSettings ssh;

    private HandedSecrets(SshSettings ssh) {
        this.ssh = ssh;
    }

    /** Ids that are not found stay out: the operation says so when it asks for one. */
    static HandedSecrets take(Set<String> ids, Secrets from, SshSettings ssh) {
        HandedSecrets handed = new HandedSecrets(ssh);
        ids.forEach(id -> from.find(id).ifPresent(credential -> handed.byId.put(id, Handed.of(credential))));
        return handed;
    }

    /** Which SSH servers and keys count on the agent. */
    SshSettings ssh() {
        return ssh;
    }

    @Override
    public Optional<Credential> find(String credentialsId) {
        return Optional.ofNullable(byId.get(credentialsId)).map(handed -> handed.as(credentialsId));
    }

    @Override
    public String toString() {
        return "credentials " + Map.copyOf(byId).keySet();
    }
}
