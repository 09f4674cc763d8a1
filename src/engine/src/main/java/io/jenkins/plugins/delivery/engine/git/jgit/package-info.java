/** Transports and signed objects of JGit. */
package io.jenkins.plugins.delivery.engine.git.jgit;
