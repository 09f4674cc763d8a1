/** Vulnerability scans of images: what a scanner found, what a team tolerates, and the decision between the two. */
package io.jenkins.plugins.delivery.engine.scan;
