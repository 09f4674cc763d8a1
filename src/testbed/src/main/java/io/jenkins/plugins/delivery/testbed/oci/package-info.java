/** A real OCI registry inside the JVM, for charts and images. */
package io.jenkins.plugins.delivery.testbed.oci;
