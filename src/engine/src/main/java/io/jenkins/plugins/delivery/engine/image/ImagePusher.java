package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code imagePush}: gives one digest its names. From an archive it pushes the image first; as a lookup it finds the image of an
 * equal source tree, so that nothing is built twice; otherwise it takes the image that the build already pushed.
 *
 * <p>A version names one digest for ever: a version tag that names another one is never moved.
 */
public final class ImagePusher implements Operation<ImagePushRequest, ImagePushResult> {

    private final Registries registries;

    public ImagePusher(Registries registries) {
        this.registries = registries;
    }

    @Override
    public boolean usesWorkspace(ImagePushRequest request) {
        return request.archive() != null;
    }

    @Override
    public ImagePushResult run(ImagePushRequest request, EngineContext context) throws InterruptedException {
        ImageRepository repository = ImageRepository.parse(request.repository());
        Registry registry = registries.open(repository, request.registry(), context);
        if (request.lookup()) {
            Optional<RegistryManifest> image = registry.manifest(request.treeTag());
            if (image.isEmpty()) {
                context.log().info(repository + " has no image of the tree " + request.tree() + " yet.");
                return ImagePushResult.absent();
            }
            context.log().info("Reusing " + repository + "@" + image.get().digest() + ", built from the same tree.");
            return name(request, context, registry, image.get(), true);
        }
        return name(request, context, registry, image(request, context, registry), false);
    }

    private static RegistryManifest image(ImagePushRequest request, EngineContext context, Registry registry)
            throws InterruptedException {
        if (request.archive() == null) {
            return pushedByBuild(request, registry);
        }
        Path archive = WorkspacePath.resolve(context.workDir(), request.archive(), "The image archive");
        if (!Files.exists(archive)) {
            throw new NotFoundException(
                    "There is no image archive '" + request.archive() + "' in the workspace.",
                    "Let the build write it there; it has to be " + ImageLayout.FORMATS + ".");
        }
        if (Files.isDirectory(archive)) {
            return fromLayout(request, context, registry, archive);
        }
        try (TemporaryDirectory temporary = TemporaryDirectory.create("image")) {
            LayoutArchive.unpack(request.archive(), archive, temporary.path());
            return fromLayout(request, context, registry, temporary.path());
        }
    }

    private static RegistryManifest fromLayout(
            ImagePushRequest request, EngineContext context, Registry registry, Path directory)
            throws InterruptedException {
        ImageLayout layout = ImageLayout.open(request.archive(), directory);
        String digest = layout.root(List.copyOf(request.tags()));
        refuseToMove(request, registry, digest);
        if (context.dryRun()) {
            return layout.manifest(digest);
        }
        context.log().info("Pushing " + digest + " from " + request.archive() + " to " + request.repository() + ".");
        return new ImageUpload(layout, registry).push(digest);
    }

    /** The image that one of the wanted tags names, the version's before the others. */
    private static RegistryManifest pushedByBuild(ImagePushRequest request, Registry registry)
            throws InterruptedException {
        for (String tag : request.tags()) {
            Optional<RegistryManifest> image = registry.manifest(tag);
            if (image.isPresent()) {
                return image.get();
            }
        }
        throw new NotFoundException(
                request.repository() + " has none of the tags " + String.join(", ", request.tags()) + ".",
                "Let the build push one of them, or name the archive that it writes.");
    }

    private static ImagePushResult name(
            ImagePushRequest request, EngineContext context, Registry registry, RegistryManifest image, boolean reused)
            throws InterruptedException {
        String digest = image.digest();
        refuseToMove(request, registry, digest);
        List<String> added = new ArrayList<>();
        for (String tag : request.tags()) {
            Optional<String> named = registry.manifest(tag).map(RegistryManifest::digest);
            if (named.equals(Optional.of(digest)) || context.dryRun()) {
                continue;
            }
            named.ifPresent(other ->
                    context.log().info("The tag " + tag + " named " + other + " and now names " + digest + "."));
            registry.putManifest(tag, image);
            verify(request, registry, tag, digest);
            added.add(tag);
        }
        if (!added.isEmpty()) {
            context.log()
                    .info(request.repository() + "@" + digest + " has the new tags " + String.join(", ", added) + ".");
        }
        return new ImagePushResult(
                request.repository() + "@" + digest,
                digest,
                List.copyOf(request.tags()),
                reused,
                true,
                size(registry, image, context.dryRun()));
    }

    private static void refuseToMove(ImagePushRequest request, Registry registry, String digest)
            throws InterruptedException {
        if (request.versionTag() == null) {
            return;
        }
        Optional<String> named = registry.manifest(request.versionTag()).map(RegistryManifest::digest);
        if (named.isPresent() && !named.get().equals(digest)) {
            throw new TerminalException(
                    "The version " + request.version() + " of " + request.repository() + " is " + named.get()
                            + " already, and a version is never moved to another image (" + digest + ").",
                    "Build a new version.");
        }
    }

    private static void verify(ImagePushRequest request, Registry registry, String tag, String digest)
            throws InterruptedException {
        String now = registry.manifest(tag).map(RegistryManifest::digest).orElse("nothing");
        if (!now.equals(digest)) {
            throw new TerminalException(
                    request.repository() + ":" + tag + " names " + now + " after it was set to " + digest + ".",
                    "Another build pushes to the same tag, or the registry is damaged.");
        }
    }

    /** Bytes of everything the image consists of, over all platforms. */
    private static long size(Registry registry, RegistryManifest image, boolean notPushed) throws InterruptedException {
        long size = image.size();
        for (RegistryManifest.Descriptor blob : image.blobs()) {
            size += blob.size();
        }
        for (RegistryManifest.Descriptor child : image.manifests()) {
            Optional<RegistryManifest> manifest = notPushed ? Optional.empty() : registry.manifest(child.digest());
            size += manifest.isPresent() ? size(registry, manifest.get(), false) : child.size();
        }
        return size;
    }
}
