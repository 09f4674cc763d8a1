/** Git over HTTP for tests and the sandbox: a server with authentication and push rules, and a builder of repositories with stable ids. */
package io.jenkins.plugins.delivery.testbed.git;
