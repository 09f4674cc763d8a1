/** Merge requests over the REST API of GitLab. */
package io.jenkins.plugins.delivery.engine.forge.gitlab;
