/** Access to Git repositories that every capability shares: transports by HTTP and SSH, and signatures. */
package io.jenkins.plugins.delivery.engine.git;
