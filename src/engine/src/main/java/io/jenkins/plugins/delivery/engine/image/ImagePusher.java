package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code imagePush}: gives one digest its names. From an archive it pushes the image first; as a lookup it finds the image of an
 * equal source tree, so that nothing is built twice; otherwise it takes the image that the build already pushed.
 *
 * <p>A version and a commit name one digest for ever: a tag that names another one is never moved.
 */
public final class ImagePusher implements Operation<ImagePushRequest, ImagePushResult> {

    private final Registries registries;

    public ImagePusher(Registries registries) {
        this.registries = registries;
    }

    @Override
    public boolean usesWorkspace(ImagePushRequest request) {
        return request.archive() != null || request.digestFile() != null;
    }

    @Override
    public ImagePushResult run(ImagePushRequest request, EngineContext context) throws InterruptedException {
        ImageRepository repository = ImageRepository.parse(request.repository());
        Registry registry = new PatientRegistry(
                registries.open(repository, request.registry(), context), context, request.retryFor());
        if (request.lookup()) {
            return lookup(request, context, registry);
        }
        RegistryManifest image = request.archive() == null
                ? new BuiltImage(request, context).find(registry)
                : fromArchive(request, context, registry);
        return name(request, context, registry, image);
    }

    private static ImagePushResult lookup(ImagePushRequest request, EngineContext context, Registry registry)
            throws InterruptedException {
        Optional<RegistryManifest> image = registry.manifest(request.treeTag());
        if (image.isEmpty()) {
            context.log().info(request.repository() + " has no image of the tree " + request.tree() + " yet.");
            return ImagePushResult.absent();
        }
        context.log()
                .info("Reusing " + request.repository() + "@" + image.get().digest() + ", built from the same tree.");
        return name(request, context, registry, image.get());
    }

    private static RegistryManifest fromArchive(ImagePushRequest request, EngineContext context, Registry registry)
            throws InterruptedException {
        Path archive = WorkspacePath.resolve(context.workDir(), request.archive(), "The image archive");
        if (!Files.exists(archive)) {
            throw new NotFoundException(
                    "There is no image archive '" + request.archive() + "' in the workspace.",
                    "Let the build write it there; it has to be " + ImageArchive.FORMATS + ".");
        }
        try (TemporaryDirectory scratch = TemporaryDirectory.create("image")) {
            ImageSource source = ImageArchive.open(request.archive(), archive, scratch.path());
            Optional<RegistryManifest> same = same(request, source, registry);
            return same.isPresent() ? same.get() : push(request, context, registry, source);
        }
    }

    /** An image of the same config that the registry has under a wanted tag: compressing the archive elsewhere may give other bytes. */
    private static Optional<RegistryManifest> same(ImagePushRequest request, ImageSource source, Registry registry)
            throws InterruptedException {
        Optional<String> config = source.config(List.copyOf(request.tags()));
        if (config.isEmpty()) {
            return Optional.empty();
        }
        for (String tag : request.tags()) {
            Optional<RegistryManifest> image = registry.manifest(tag);
            if (image.isPresent()
                    && image.get().blobs().stream().limit(1).anyMatch(blob -> blob.digest()
                            .equals(config.get()))) {
                return image;
            }
        }
        return Optional.empty();
    }

    private static RegistryManifest push(
            ImagePushRequest request, EngineContext context, Registry registry, ImageSource source)
            throws InterruptedException {
        String digest = source.root(List.copyOf(request.tags()));
        Optional<String> expected = new BuiltImage(request, context).expected();
        if (expected.isPresent() && !expected.get().equals(digest)) {
            throw new TerminalException(
                    request.archive() + " holds " + digest + ", and the build reported " + expected.get() + ".",
                    "Check that the archive is the one of this build.");
        }
        new ImageNames(request, context, registry).refuseToMove(digest);
        if (context.dryRun()) {
            return source.manifest(digest);
        }
        context.log().info("Pushing " + digest + " from " + request.archive() + " to " + request.repository() + ".");
        ImageRepository repository = ImageRepository.parse(request.repository());
        return new ImageUpload(source, repository, registry, context).push(digest);
    }

    private static ImagePushResult name(
            ImagePushRequest request, EngineContext context, Registry registry, RegistryManifest image)
            throws InterruptedException {
        ImageDescription description = new ImageDescription(registry);
        boolean there = !context.dryRun() || request.archive() == null;
        if (there && !request.lookup() && request.commit() != null) {
            warnOfRevision(request, context, description.revision(image));
        }
        List<String> tags = new ImageNames(request, context, registry).give(image);
        return new ImagePushResult(
                request.repository() + "@" + image.digest(),
                image.digest(),
                tags,
                request.lookup(),
                true,
                description.size(image, there));
    }

    private static void warnOfRevision(ImagePushRequest request, EngineContext context, Optional<String> revision) {
        if (revision.isPresent() && !same(revision.get(), request.commit())) {
            context.log()
                    .warn("The image says that it was built from the revision " + revision.get()
                            + ", and this is the commit "
                            + request.commit() + ". Either the build took other sources, or the label"
                            + " org.opencontainers.image.revision is that of its base image: set it in the build.");
        }
    }

    private static boolean same(String revision, String commit) {
        return revision.startsWith(commit) || revision.length() >= 7 && commit.startsWith(revision);
    }
}
