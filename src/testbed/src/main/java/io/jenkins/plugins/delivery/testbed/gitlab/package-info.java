/** GitLab's REST API for merge requests, notes and users, on a local port. */
package io.jenkins.plugins.delivery.testbed.gitlab;
