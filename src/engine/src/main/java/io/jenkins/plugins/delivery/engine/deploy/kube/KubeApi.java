package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;

/**
 * The few calls to the API of Kubernetes that a deployment needs (Kubernetes API reference). 401, 403 and 404 are terminal; conflicts,
 * 429, 5xx and broken connections are retryable.
 */
public final class KubeApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ANY = "application/json, text/plain, */*";
    private static final int LONGEST = 64 << 20;
    private static final int LONGEST_ERROR = 300;

    private final KubeTarget target;

    public KubeApi(KubeTarget target) {
        this.target = target;
    }

    /**
     * An object or a list.
     *
     * @param path with an encoded query
     * @throws NotFoundException when there is no such thing
     */
    public JsonNode get(String path) throws InterruptedException {
        return json(path, send("GET", path, null));
    }

    /** A list without the contents of its objects, where the server can do that (API concepts, "Metadata-only fetches"). */
    public JsonNode metadata(String path) throws InterruptedException {
        return json(
                path,
                send("GET", path, null, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1, " + ANY));
    }

    /**
     * Replaces an object.
     *
     * @throws RetryableException when somebody else has changed it since it was read
     */
    public JsonNode put(String path, JsonNode object) throws InterruptedException {
        return json(path, send("PUT", path, object.toString()));
    }

    /** A log. */
    String text(String path) throws InterruptedException {
        return send("GET", path, null);
    }

    private String send(String method, String path, String body) throws InterruptedException {
        return send(method, path, body, ANY);
    }

    private String send(String method, String path, String body, String accept) throws InterruptedException {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(target.server() + path)).header("Accept", accept);
            authorize(request);
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
            }
            return checked(
                    method + " " + path.replaceFirst("\\?.*", ""),
                    HttpCalls.send(KubeTls.client(target), request.build(), LIMIT, LONGEST));
        } catch (IOException e) {
            throw new RetryableException(
                    target + " cannot be reached (" + (e.getMessage() == null ? e.toString() : e.getMessage()) + ").",
                    "Check the address in the kubeconfig, and that it is reachable from here.",
                    e);
        }
    }

    /** By plain http nothing is sent, as all clients of Kubernetes have it. */
    private void authorize(HttpRequest.Builder request) throws IOException {
        KubeTarget.User user = target.user();
        if (!target.server().startsWith("https:")) {
            return;
        }
        if (user.tokenFile() != null) {
            request.header(
                    "Authorization",
                    "Bearer " + Files.readString(user.tokenFile()).strip());
        } else if (user.token() != null) {
            request.header("Authorization", "Bearer " + user.token());
        } else if (user.name() != null) {
            String pair = user.name() + ":" + user.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private String checked(String call, HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status / 100 == 2) {
            return body;
        }
        String said = target + " answered " + call + " with " + status + message(body) + ".";
        switch (status) {
            case 401 ->
                throw new UnauthenticatedException(
                        said, "Check the token or certificate of the kubeconfig: it is wrong or has expired.");
            case 403 ->
                throw new TerminalException(
                        said,
                        "Let the user of the kubeconfig do that in the namespace, with a Role and a RoleBinding.");
            case 404 -> throw new NotFoundException(said);
            default -> {
                if (status == 409 || status == 429 || status >= 500) {
                    throw new RetryableException(said, "", null);
                }
                throw new TerminalException(said, "Check that the address in the kubeconfig is that of a cluster.");
            }
        }
    }

    private JsonNode json(String path, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new TerminalException(
                    target + " answered " + path.replaceFirst("\\?.*", "") + " with something that is not JSON.",
                    "Check that the address in the kubeconfig is that of a cluster.");
        }
    }

    /** The field {@code message} of a Status (API conventions, "Response Status Kind"). */
    private static String message(String body) {
        try {
            String message =
                    JSON.readTree(body).path("message").asText("").strip().replaceAll("\\s+", " ");
            return message.isEmpty()
                    ? ""
                    : ": "
                            + message.substring(0, Math.min(message.length(), LONGEST_ERROR))
                                    .replaceFirst("\\.$", "");
        } catch (JsonProcessingException e) {
            // A proxy's page, which says nothing about the cluster.
            return "";
        }
    }
}
