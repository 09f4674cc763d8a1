/** OpenPGP signatures with Bouncy Castle. */
package io.jenkins.plugins.delivery.engine.git.pgp;
