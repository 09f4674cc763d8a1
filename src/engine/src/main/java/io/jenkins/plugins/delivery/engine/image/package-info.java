/** Container images: references and digests, build-once tags in a registry, and the verdict on a vulnerability scan. */
package io.jenkins.plugins.delivery.engine.image;
