package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.version.SemanticVersion;

/**
 * The release that is finished.
 *
 * @param version without prefix
 * @param tag with prefix
 * @param tagged whether the tag is there already
 * @param reason why this version
 */
record Release(SemanticVersion version, String tag, boolean tagged, String reason) {}
