/** Amazon Managed Service for Prometheus: who asks it, and the signature (SigV4) that it wants on each request. */
package io.jenkins.plugins.delivery.engine.gate.aps;
