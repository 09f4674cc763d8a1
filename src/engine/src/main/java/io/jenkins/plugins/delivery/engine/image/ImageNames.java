package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tags of one image. A version and a commit name one digest for ever: their tags are never moved. The tag of a tree finds an image
 * that need not be built again; it goes on naming the first one.
 */
final class ImageNames {

    private final ImagePushRequest request;
    private final EngineContext context;
    private final Registry registry;

    ImageNames(ImagePushRequest request, EngineContext context, Registry registry) {
        this.request = request;
        this.context = context;
        this.registry = registry;
    }

    /** @throws TerminalException when the version or the commit names another image already */
    void refuseToMove(String digest) throws InterruptedException {
        for (String tag : request.tags()) {
            Optional<RegistryManifest> named = registry.manifest(tag);
            if (named.isPresent() && !named.get().digest().equals(digest) && !tag.equals(request.treeTag())) {
                throw taken(tag, named.get(), digest);
            }
        }
    }

    /** Sets the tags that are missing, and returns those that name the image then. */
    List<String> give(RegistryManifest image) throws InterruptedException {
        refuseToMove(image.digest());
        List<String> names = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String tag : request.tags()) {
            Optional<RegistryManifest> named = registry.manifest(tag);
            if (named.isPresent() && !named.get().digest().equals(image.digest())) {
                // Refused above, but for the tree; the tag of a version may have been set since.
                keepTree(tag, named.get(), image.digest());
                continue;
            }
            names.add(tag);
            if (named.isEmpty() && !context.dryRun()) {
                put(tag, image);
                added.add(tag);
            }
        }
        if (!added.isEmpty()) {
            context.log()
                    .info(request.repository() + "@" + image.digest() + " has the new tags " + String.join(", ", added)
                            + ".");
        }
        return names;
    }

    private void keepTree(String tag, RegistryManifest named, String digest) throws InterruptedException {
        if (!tag.equals(request.treeTag())) {
            throw taken(tag, named, digest);
        }
        context.log()
                .info("The tag " + tag + " of " + request.repository() + " goes on naming " + named.digest()
                        + ", the first image of this tree; later runs of the same tree will reuse that one.");
    }

    /** What is read afterwards counts: somebody may have set the tag at the same time, and a registry may not let it be set twice. */
    private void put(String tag, RegistryManifest image) throws InterruptedException {
        TerminalException refusal = null;
        try {
            registry.putManifest(tag, image);
        } catch (TerminalException e) {
            refusal = e;
        }
        Optional<RegistryManifest> now = registry.manifest(tag);
        if (now.map(RegistryManifest::digest).equals(Optional.of(image.digest()))) {
            return;
        }
        if (refusal != null && now.isEmpty()) {
            throw refusal;
        }
        if (refusal != null) {
            throw taken(tag, now.get(), image.digest());
        }
        throw new TerminalException(
                request.repository() + ":" + tag + " names "
                        + now.map(RegistryManifest::digest).orElse("nothing") + " after it was set to "
                        + image.digest() + ".",
                "Another build pushes to the same tag, or the registry is damaged.");
    }

    private TerminalException taken(String tag, RegistryManifest named, String digest) throws InterruptedException {
        ImageDescription description = new ImageDescription(registry);
        String built = description.created(named).map(at -> ", built at " + at).orElse("");
        String from = description.revision(named).map(of -> ", from " + of).orElse("");
        String what = request.repository() + " is " + named.digest() + " already" + built + from;
        if (tag.equals(request.commit())) {
            return new TerminalException(
                    "The commit " + tag + " in " + what + ", and a commit is never moved to another image (" + digest
                            + ").",
                    "An earlier run has built it: take that image (lookup: true with the tree finds it before anything is"
                            + " built again), or set tagWith: 'semver'.");
        }
        return new TerminalException(
                "The version " + tag + " of " + what + ", and a version is never moved to another image (" + digest
                        + ").",
                "Build a new version.");
    }
}
