package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import java.util.Map;

/** What a deployer saw in one look at what it has changed. */
public sealed interface Look {

    /**
     * Not yet.
     *
     * @param known what is to be known in the next look; the one of this look when nothing is new
     * @param message what is waited for, as a clause: {@code 1 of 3 pods of Deployment payments are ready}
     */
    record Waiting(Applied known, String message) implements Look {}

    /**
     * It runs as it should, at this moment; how long it has to stay so is not the deployer's to decide.
     *
     * @param seen more for the result of the step: plain values
     */
    record Ready(Map<String, Object> seen) implements Look {}

    /**
     * It will not come up.
     *
     * @param why a clause without a full stop
     * @param diagnosis what the platform tells of it
     * @param byVersion whether the version is to blame; not when it cannot be seen, or somebody has interfered
     */
    record Failed(String why, Diagnosis diagnosis, boolean byVersion) implements Look {

        public Failed(String why, Diagnosis diagnosis) {
            this(why, diagnosis, true);
        }
    }

    /**
     * A newer deployment of somebody else has taken its place.
     *
     * @param by whose, for example {@code revision 8 (1.4.2)}
     */
    record Superseded(String by) implements Look {}
}
