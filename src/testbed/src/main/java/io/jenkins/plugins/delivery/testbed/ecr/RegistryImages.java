package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The images of a running OCI registry, read at each request, so that what was pushed there appears in ECR at once. Paths: OCI
 * Distribution Specification 1.1, "Pulling manifests" and "Listing tags". An untagged image is found by its digest but not listed,
 * since the specification has no call for that. Registries need not have a catalog, so a repository that was asked for once is
 * listed, too. The time of a push is the moment at which the image was first seen.
 */
public final class RegistryImages implements ImageSource {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String MANIFESTS = EcrImage.OCI_MANIFEST
            + ", application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Map<String, Instant> firstSeen = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final URI registry;
    private final String user;
    private final String password;
    private final Clock clock;
    private final int pageSize;

    /**
     * Reads this registry.
     *
     * @param registry its base URL, such as http://127.0.0.1:5000
     * @param user the user of its basic authentication; "AWS" makes it take the tokens of GetAuthorizationToken, too
     * @param password the password of that user
     * @param clock tells the time at which an image is first seen
     */
    public RegistryImages(URI registry, String user, String password, Clock clock) {
        this(registry, user, password, clock, 100);
    }

    RegistryImages(URI registry, String user, String password, Clock clock, int pageSize) {
        this.registry = registry;
        this.user = user;
        this.password = password;
        this.clock = clock;
        this.pageSize = pageSize;
    }

    @Override
    public List<String> repositories() {
        Set<String> all = new TreeSet<>(seen);
        strings("/v2/_catalog", "repositories").ifPresent(all::addAll);
        return List.copyOf(all);
    }

    @Override
    public Optional<List<EcrImage>> images(String repository) {
        return strings("/v2/" + repository + "/tags/list?n=" + pageSize, "tags").map(tags -> {
            seen.add(repository);
            Map<String, EcrImage> byDigest = new LinkedHashMap<>();
            for (String tag : tags) {
                manifest(repository, tag)
                        .ifPresent(image ->
                                byDigest.merge(image.digest(), image.withTags(List.of(tag)), RegistryImages::united));
            }
            return List.copyOf(byDigest.values());
        });
    }

    @Override
    public Optional<EcrImage> byDigest(String repository, String digest) {
        return images(repository).stream()
                .flatMap(List::stream)
                .filter(image -> image.digest().equals(digest))
                .findFirst()
                .or(() -> manifest(repository, digest));
    }

    @Override
    public String registryHost() {
        return registry.getAuthority();
    }

    @Override
    public String password() {
        return password;
    }

    private static EcrImage united(EcrImage one, EcrImage other) {
        List<String> tags = new ArrayList<>(one.tags());
        tags.addAll(other.tags());
        return one.withTags(tags);
    }

    private Optional<EcrImage> manifest(String repository, String reference) {
        return get("/v2/" + repository + "/manifests/" + reference).map(response -> {
            JsonNode json = Json.parse(response.body());
            long size = json.path("config").path("size").asLong();
            for (JsonNode layer : json.path("layers")) {
                size += layer.path("size").asLong();
            }
            String type = response.headers().firstValue("Content-Type").orElse(EcrImage.OCI_MANIFEST);
            EcrImage image = new EcrImage(response.body(), type, List.of(), size, clock.instant());
            Instant seen = firstSeen.computeIfAbsent(repository + "@" + image.digest(), key -> image.pushedAt());
            return new EcrImage(response.body(), type, List.of(), size, seen);
        });
    }

    private Optional<List<String>> strings(String firstPage, String field) {
        List<String> all = new ArrayList<>();
        String page = firstPage;
        while (page != null) {
            Optional<HttpResponse<String>> response = get(page);
            if (response.isEmpty()) {
                return Optional.empty();
            }
            Json.parse(response.get().body()).path(field).forEach(entry -> all.add(entry.asText()));
            page = response.get()
                    .headers()
                    .firstValue("Link")
                    .map(RegistryImages::target)
                    .orElse(null);
        }
        return Optional.of(all);
    }

    /** The target of {@code </v2/…>; rel="next"}. */
    private static String target(String link) {
        return link.substring(link.indexOf('<') + 1, link.indexOf('>'));
    }

    private Optional<HttpResponse<String>> get(String path) {
        URI uri = registry.resolve(path);
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Accept", path.contains("/manifests/") ? MANIFESTS : "application/json")
                .header("Authorization", "Basic " + basic)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The registry answered " + response.statusCode() + " to GET " + uri
                        + "; check its address and the user of this stand-in.");
            }
            return Optional.of(response);
        } catch (IOException e) {
            throw new UncheckedIOException("The registry did not answer GET " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + uri, e);
        }
    }
}
