package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The upload of one blob in the way of {@code docker push}, which every registry has to know: a session, the content in one PATCH, and
 * a PUT with the digest (distribution specification 1.1, "Pushing a blob in chunks" and "Mounting a blob from another repository").
 *
 * <p>After a broken PATCH the session is asked how far it came. Registries that are made of CNCF distribution (2.8 and 3.1 tried) throw
 * a session away whose PATCH broke; there it begins again.
 */
final class HttpUpload implements Registry.Upload {

    /** Beginnings that may be lost: a registry of several replicas that do not share their sessions loses them again and again. */
    private static final int MOST_LOST = 4;

    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

    private final RegistryHttp http;
    private final ImageRepository repository;
    private final String digest;
    private final BlobContent content;
    private final List<String> mountFrom;
    private URI session;
    private int lost;

    HttpUpload(
            RegistryHttp http, ImageRepository repository, String digest, BlobContent content, List<String> mountFrom) {
        this.http = http;
        this.repository = repository;
        this.digest = digest;
        this.content = content;
        this.mountFrom = mountFrom;
    }

    @Override
    public void send(LongConsumer sent) throws InterruptedException {
        long offset = session == null ? 0 : progressOfSession();
        if (session == null && begin()) {
            sent.accept(content.size());
            return;
        }
        sent.accept(offset);
        if (offset < content.size()) {
            patch(offset, sent);
        }
        commit();
        sent.accept(content.size());
    }

    /** @return whether the registry took the blob from another repository, so that nothing is left to do */
    private boolean begin() throws InterruptedException {
        for (String from : mountFrom) {
            HttpResponse<byte[]> response =
                    start("?mount=" + encode(digest) + "&from=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
            if (response.statusCode() == 201) {
                return true;
            }
            if (response.statusCode() == 202 && location(response).isPresent()) {
                session = location(response).get();
                return false;
            }
            // A registry that may not read the other repository need not say so kindly; it still takes the blob itself.
        }
        HttpResponse<byte[]> response = start("");
        if (response.statusCode() != 202 || location(response).isEmpty()) {
            throw http.failure("Pushing a layer to " + repository, response);
        }
        session = location(response).get();
        return false;
    }

    private HttpResponse<byte[]> start(String query) throws InterruptedException {
        URI target = http.resolve("/v2/" + repository.path() + "/blobs/uploads/" + query);
        return http.send(HttpRequest.newBuilder(target).POST(BodyPublishers.noBody()), 0);
    }

    /** Where the session stopped; forgets a session that the registry has thrown away. */
    private long progressOfSession() throws InterruptedException {
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(session), 0);
        if (response.statusCode() == 429 || response.statusCode() >= 500) {
            throw http.failure("Asking how much of the layer " + digest + " arrived at " + repository, response);
        }
        Matcher range = RANGE.matcher(response.headers().firstValue("Range").orElse(""));
        long has = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
        // "0-0" is what registries say for nothing, too; one byte is not worth the doubt.
        if (response.statusCode() != 204 || has <= 1 || has > content.size()) {
            session = null;
            return 0;
        }
        session = location(response).orElse(session);
        return has;
    }

    private void patch(long offset, LongConsumer sent) throws InterruptedException {
        UploadBody body = new UploadBody(content, offset, sent);
        HttpRequest.Builder request = HttpRequest.newBuilder(session)
                .header("Content-Type", "application/octet-stream")
                .method("PATCH", body.publisher());
        if (offset > 0) {
            request.header("Content-Range", offset + "-" + (content.size() - 1));
        }
        HttpResponse<byte[]> response = http.send(request, body);
        if (response.statusCode() / 100 != 2) {
            throw failure("Pushing the layer " + digest + " to " + repository, response);
        }
        session = location(response).orElse(session);
    }

    private void commit() throws InterruptedException {
        String separator = session.getRawQuery() == null ? "?" : "&";
        URI target = URI.create(session + separator + "digest=" + encode(digest));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.noBody());
        HttpResponse<byte[]> response = http.send(request, new UploadBody(content, content.size(), sent -> {}));
        if (response.statusCode() != 201) {
            throw failure("Finishing the layer " + digest + " in " + repository, response);
        }
    }

    /** A session that the registry does not know any more, or that holds other bytes than were sent, begins again a few times. */
    private RuntimeException failure(String what, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        RuntimeException failure = http.failure(what, response);
        if (status == 413) {
            return new TerminalException(
                    failure.getMessage(),
                    "Something before the registry refuses requests of " + content.size()
                            + " bytes: raise its limit (nginx: client_max_body_size).");
        }
        boolean ofSession = status == 400 || status == 404 || status == 416;
        if (!ofSession) {
            return failure;
        }
        session = null;
        if (++lost > MOST_LOST) {
            return new TerminalException(
                    failure.getMessage() + " It was begun " + lost + " times.",
                    "When the registry has several replicas, they have to share their storage and http.secret.");
        }
        return new RetryableException(failure.getMessage(), "", null);
    }

    private Optional<URI> location(HttpResponse<?> response) {
        return http.location(response);
    }

    private static String encode(String digest) {
        return digest.replace(":", "%3A");
    }
}
