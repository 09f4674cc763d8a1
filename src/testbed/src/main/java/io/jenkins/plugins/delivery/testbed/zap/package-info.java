/** A stand-in for the API of OWASP ZAP. */
package io.jenkins.plugins.delivery.testbed.zap;
