/** Container images: references and digests, and build-once tags in a registry. */
package io.jenkins.plugins.delivery.engine.image;
