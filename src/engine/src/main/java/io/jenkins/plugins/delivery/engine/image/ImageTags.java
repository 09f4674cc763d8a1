package io.jenkins.plugins.delivery.engine.image;

import java.util.List;
import java.util.Set;

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

    /**
     * The same tags by the image that they name, which tells what a version was built from when another tag names the commit. Every
     * tag is an image of its own where the registry does not say more.
     */
    default List<Set<String>> byImage() throws InterruptedException {
        return list().stream().map(Set::of).toList();
    }
}
