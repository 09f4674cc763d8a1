package io.jenkins.plugins.delivery.testbed.ecr;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The log-ins that GetAuthorizationToken gave out: user AWS, a password of its own for each, valid for twelve hours unless told otherwise. */
public final class EcrLogins {

    /** What a registry makes of the header of a request. */
    enum State {
        VALID,
        EXPIRED,
        MISSING
    }

    private final Map<String, Instant> passwords = new LinkedHashMap<>();
    private final Clock clock;
    private Duration validity = Duration.ofHours(12);

    EcrLogins(Clock clock) {
        this.clock = clock;
    }

    /** How long log-ins given out from now on are valid. */
    public synchronized void lendFor(Duration duration) {
        validity = duration;
    }

    /** Lets every log-in given out so far run out now, without a word to who has it. */
    public synchronized void expireAll() {
        passwords.replaceAll((password, expiry) -> Instant.MIN);
    }

    /** The passwords given out so far, the oldest first. */
    public synchronized List<String> passwords() {
        return new ArrayList<>(passwords.keySet());
    }

    synchronized Duration validity() {
        return validity;
    }

    synchronized String next() {
        String password = "ecr-password-" + UUID.randomUUID();
        passwords.put(password, clock.instant().plus(validity));
        return password;
    }

    synchronized State judge(String header) {
        if (header == null || !header.startsWith("Basic ")) {
            return State.MISSING;
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        Instant expiry = pair.startsWith("AWS:") ? passwords.get(pair.substring(4)) : null;
        if (expiry == null) {
            return State.MISSING;
        }
        return clock.instant().isBefore(expiry) ? State.VALID : State.EXPIRED;
    }
}
