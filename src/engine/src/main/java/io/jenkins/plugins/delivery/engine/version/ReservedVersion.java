package io.jenkins.plugins.delivery.engine.version;

import java.util.Optional;

/**
 * A version that belongs to the checked-out commit.
 *
 * @param decision with everything that speaks for it
 * @param record of its tag
 * @param overtakenBy the release of a newer commit that has a lower number, because its run was faster
 */
public record ReservedVersion(VersionDecision decision, ReleaseRecord record, Optional<ReleaseTag> overtakenBy) {}
