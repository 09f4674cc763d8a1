package io.jenkins.plugins.delivery.engine.image;

import java.util.List;

/** The tags of one image repository. */
@FunctionalInterface
public interface ImageTags {

    /**
     * Every tag, of all pages, in no particular order and with whatever names people gave.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the repository is missing or access is denied
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the registry cannot be reached
     */
    List<String> list() throws InterruptedException;
}
