/** Keys and signatures of SSH with Apache MINA SSHD. */
package io.jenkins.plugins.delivery.engine.git.ssh;
