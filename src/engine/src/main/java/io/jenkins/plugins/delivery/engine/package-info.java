/** Contracts between delivery operations and the hosts that run them: requests, results, waits, errors, secrets. */
package io.jenkins.plugins.delivery.engine;
