/** The repository of the version rules on JGit. */
package io.jenkins.plugins.delivery.engine.version.jgit;
