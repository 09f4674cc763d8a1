package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A repository over the API of the OCI distribution specification 1.1.
 *
 * <p>Own code and not oras-java-sdk 0.7.0, for what was seen in that version: it writes an index from its own model, which changes
 * the digest of images for several platforms; it sends every manifest as an OCI manifest, which Docker manifests are not; its token
 * cache is shared by the whole JVM and knows no credentials, so one build would push with the rights of another; and a request that
 * is never answered never ends.
 */
public final class HttpRegistry implements Registry {

    private static final String MANIFEST_TYPES = "application/vnd.oci.image.index.v1+json,"
            + " application/vnd.oci.image.manifest.v1+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json,"
            + " application/vnd.docker.distribution.manifest.v2+json";

    private final ImageRepository repository;
    private final RegistryAccess access;
    private final RegistryHttp http;

    private HttpRegistry(ImageRepository repository, RegistryAccess access, RegistryHttp http) {
        this.repository = repository;
        this.access = access;
        this.http = http;
    }

    /** Connects to a repository; nothing is sent yet. */
    public static Registry open(ImageRepository repository, RegistryAccess access, boolean plainHttp) {
        return waiting(RegistryHttp.PATIENCE).open(repository, access, plainHttp);
    }

    /** @param silence the time for an answer, to which the time for its bytes comes, and for which an upload may stand still */
    public static Connector waiting(Duration silence) {
        return (repository, access, plainHttp) ->
                new HttpRegistry(repository, access, new RegistryHttp(repository.host(), access, plainHttp, silence));
    }

    @Override
    public Optional<RegistryManifest> manifest(String reference) throws InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request("/manifests/" + reference).header("Accept", MANIFEST_TYPES), 0);
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw http.failure("Reading " + name(reference), response);
        }
        RegistryManifest manifest = RegistryManifest.of(
                response.body(), response.headers().firstValue("Content-Type").orElse(null));
        if (Digest.isDigest(reference) && !manifest.digest().equals(reference)) {
            throw wrongContent(reference, manifest.digest());
        }
        return Optional.of(manifest);
    }

    @Override
    public void putManifest(String reference, RegistryManifest manifest) throws InterruptedException {
        access.prepare();
        HttpResponse<byte[]> response = http.send(
                request("/manifests/" + reference)
                        .header("Content-Type", manifest.mediaType())
                        .PUT(BodyPublishers.ofByteArray(manifest.content())),
                manifest.size());
        if (RegistryRefusal.immutable(response) && isTag(reference)) {
            keep(reference, manifest.digest());
            return;
        }
        if (response.statusCode() != 201) {
            throw http.failure("Pushing " + name(reference), response);
        }
    }

    private static boolean isTag(String reference) {
        return !Digest.isDigest(reference);
    }

    /** A registry refuses to write an immutable tag even where it names this very image, as after a race of two equal builds. */
    private void keep(String tag, String wanted) throws InterruptedException {
        String named = manifest(tag).map(RegistryManifest::digest).orElse("something that cannot be read");
        if (!named.equals(wanted)) {
            throw new TerminalException(
                    "The tag " + tag + " of " + repository + " names " + named
                            + ", and the registry keeps the tags of this repository immutable; it does not become "
                            + wanted + ".",
                    "Build a new version, or let tags be mutable there.");
        }
    }

    @Override
    public boolean hasBlob(String digest) throws InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request("/blobs/" + digest).method("HEAD", BodyPublishers.noBody()), 0);
        if (response.statusCode() == 404) {
            return false;
        }
        if (response.statusCode() != 200) {
            throw http.failure("Looking for " + name(digest), response);
        }
        return true;
    }

    @Override
    public Upload upload(String digest, BlobContent content, List<String> mountFrom) {
        Upload upload = new HttpUpload(http, repository, digest, content, mountFrom);
        return sent -> {
            access.prepare();
            upload.send(sent);
        };
    }

    @Override
    public byte[] blob(String digest, long limit) throws InterruptedException {
        HttpResponse<byte[]> size = http.send(request("/blobs/" + digest).method("HEAD", BodyPublishers.noBody()), 0);
        long length = size.headers().firstValueAsLong("Content-Length").orElse(0);
        if (length > limit) {
            throw new TerminalException(
                    name(digest) + " has " + length + " bytes, more than the " + limit + " that are read.", "");
        }
        HttpResponse<byte[]> response = http.send(request("/blobs/" + digest), length);
        if (response.statusCode() == 404) {
            throw new NotFoundException("The registry has no " + name(digest) + ".", "Push the image or chart again.");
        }
        if (response.statusCode() != 200) {
            throw http.failure("Reading " + name(digest), response);
        }
        if (!Digest.of(response.body()).equals(digest)) {
            throw wrongContent(digest, Digest.of(response.body()));
        }
        return response.body();
    }

    @Override
    public Optional<List<Referrer>> referrers(String digest) throws InterruptedException {
        return ReferrersApi.list(http, repository, digest);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(http.resolve("/v2/" + repository.path() + path));
    }

    private String name(String reference) {
        return repository + (Digest.isDigest(reference) ? "@" : ":") + reference;
    }

    private TerminalException wrongContent(String asked, String got) {
        return new TerminalException(
                "The registry " + http.host() + " answered the request for " + asked + " with content of digest " + got
                        + ".",
                "Something between here and the registry changes what passes, or the registry is damaged.");
    }
}
