package io.jenkins.plugins.delivery.engine.scan;

import java.util.Optional;

/**
 * A finding and what the policy makes of it.
 *
 * @param entry of the allow list that accepts it; empty unless it is {@link Standing#ALLOWED}
 */
public record JudgedFinding(Finding finding, Standing standing, Optional<AllowList.Entry> entry) {

    static JudgedFinding of(Finding finding, Standing standing) {
        return new JudgedFinding(finding, standing, Optional.empty());
    }
}
