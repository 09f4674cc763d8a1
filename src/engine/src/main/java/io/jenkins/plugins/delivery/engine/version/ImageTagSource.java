package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.image.ImageTags;

/** Finds the tags of the image repository that a request names. */
@FunctionalInterface
public interface ImageTagSource {

    ImageTags of(SemverTagRequest request, EngineContext context);
}
