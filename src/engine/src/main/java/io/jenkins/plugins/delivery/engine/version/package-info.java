/**
 * Which version a commit has: Semantic Versioning, Conventional Commits, and the rules of the branch. The rules are pure; the
 * repository is behind {@link io.jenkins.plugins.delivery.engine.version.RepositoryHistory}.
 */
package io.jenkins.plugins.delivery.engine.version;
