/** The adapter to OCI registries. The only package that sees oras-java-sdk. */
package io.jenkins.plugins.delivery.engine.image.oci;
