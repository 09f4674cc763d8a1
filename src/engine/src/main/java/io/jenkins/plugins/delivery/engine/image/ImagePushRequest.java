package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parameters of {@code imagePush}. */
public record ImagePushRequest(
        @Parameter(help = "Repository with its registry, for example registry:5000/shop/payments.", required = true)
        String repository,

        @Parameter(
                help =
                        "The built image in the workspace: an OCI layout or a docker archive, as a directory, tar or tar.gz;"
                                + " none when the build pushes by itself.")
        String archive,

        @Parameter(
                help =
                        "Digest of the image that the build pushed or wrote, as the build reports it; checked against the"
                                + " registry or the archive.")
        String digest,

        @Parameter(
                help = "File in the workspace with that digest, as Jib, Kaniko, Buildah and the metadata of"
                        + " 'docker buildx build' tell it.")
        String digestFile,

        @Parameter(help = "Version to tag the image with; a legal OCI tag, so semverTag's ociTag.")
        String version,

        @Parameter(help = "Commit to tag the image with.") String commit,

        @Parameter(help = "Which tags the image gets: semver, sha or both.")
        TagWith tagWith,

        @Parameter(
                help = "Git tree id of the sources; kept as the tag tree-<id>, by which a later run finds the image.")
        String tree,

        @Parameter(
                help = "What the image is made of beside the tree, such as the base image and build arguments;"
                        + " an image of other inputs is not found.")
        List<String> inputs,

        @Parameter(help = "Only look for an image of the same tree, and tag it when there is one.")
        boolean lookup,

        @Parameter(help = "How long a registry that is down or busy is tried again.")
        Duration retryFor,

        @Parameter(help = RegistryHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "Whether the registry speaks plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint,

        @Parameter(help = RegistryHelp.CREATE) boolean createRepository,

        @Parameter(help = RegistryHelp.CREATE_HOW) Map<String, Object> repositorySettings)
        implements OperationRequest {

    public ImagePushRequest {
        List<String> problems = new ArrayList<>();
        ImageRepository.problemWith(repository).ifPresent(problems::add);
        if (tagWith.version() && version == null) {
            problems.add("version is required for tagWith " + name(tagWith) + "; without one set tagWith: 'sha'");
        }
        if (tagWith.commit() && commit == null) {
            problems.add("commit is required for tagWith " + name(tagWith) + "; without one set tagWith: 'semver'");
        }
        if (version != null && !ImageRepository.isTag(version)) {
            problems.add("version '" + version + "' is not a legal OCI tag"
                    + (version.contains("+") ? ": '+' is not allowed there, use semverTag's ociTag" : ""));
        }
        if (commit != null && !commit.matches("[0-9a-f]{7,64}")) {
            problems.add("commit '" + commit + "' is not a Git object id");
        }
        if (tree != null && !tree.matches("[0-9a-f]{7,64}")) {
            problems.add("tree '" + tree + "' is not a Git object id");
        }
        if (lookup && tree == null) {
            problems.add("tree is required for a lookup");
        }
        if (digest != null && !Digest.isDigest(digest)) {
            problems.add("digest '" + digest + "' is not sha256: with 64 hex digits");
        }
        if (digest != null && digestFile != null) {
            problems.add("digest and digestFile exclude each other");
        }
        if (lookup && (digest != null || digestFile != null)) {
            problems.add(
                    "a lookup finds an image by its tree; digest and digestFile are for an image that was just built");
        }
        if (retryFor.isNegative()) {
            problems.add("retryFor is negative");
        }
        if (lookup && archive != null) {
            problems.add("archive and lookup exclude each other: look first, then build and push");
        }
        AwsSettings aws = new AwsSettings(region, registryId, roleArn, endpoint);
        problems.addAll(RegistrySettings.problems(repository, aws, createRepository, repositorySettings));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("imagePush", problems);
        }
    }

    /** How the registry is reached. */
    RegistrySettings registry() {
        return new RegistrySettings(
                credentialsId,
                plainHttp,
                new AwsSettings(region, registryId, roleArn, endpoint),
                RepositorySettings.of(createRepository, repositorySettings));
    }

    /** The tag that finds the image by what it is made of, or null. */
    String treeTag() {
        if (tree == null) {
            return null;
        }
        return inputs.isEmpty() ? "tree-" + tree : "tree-" + tree + "-" + hash(inputs);
    }

    /** Long enough to tell the inputs of one service apart, short enough for a tag. */
    private static String hash(List<String> inputs) {
        byte[] text = String.join("\n", inputs).getBytes(StandardCharsets.UTF_8);
        return Digest.of(text).substring("sha256:".length(), "sha256:".length() + 12);
    }

    /** Every tag the image shall have: version, commit, tree; in this order. */
    Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        if (tagWith.version()) {
            tags.add(version);
        }
        if (tagWith.commit()) {
            tags.add(commit);
        }
        if (tree != null) {
            tags.add(treeTag());
        }
        return tags;
    }

    private static String name(TagWith tagWith) {
        return tagWith.name().toLowerCase(java.util.Locale.ROOT);
    }
}
