package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of the API, each from the parsed request to the answer. */
final class EcrApi {

    private final Repositories repositories;
    private final ImageSource source;
    private final EcrLookup lookup;
    private final ScanApi scanning;
    private final Clock clock;
    private final EcrJson json;

    EcrApi(Repositories repositories, ImageSource source, Scans scans, Clock clock, String host) {
        this.repositories = repositories;
        this.source = source;
        this.lookup = new EcrLookup(repositories, source);
        this.scanning = new ScanApi(lookup, scans, clock);
        this.clock = clock;
        this.json = new EcrJson(host);
    }

    Map<String, Object> call(String operation, JsonNode request) {
        return switch (operation) {
            case "DescribeRepositories" -> describeRepositories(request);
            case "CreateRepository" -> createRepository(request);
            case "PutImageTagMutability" -> putImageTagMutability(request);
            case "PutLifecyclePolicy" -> putLifecyclePolicy(request);
            case "GetLifecyclePolicy" -> getLifecyclePolicy(request);
            case "DescribeImages" -> describeImages(request);
            case "ListImages" -> listImages(request);
            case "BatchGetImage" -> batchGetImage(request);
            case "StartImageScan" -> scanning.startImageScan(request);
            case "DescribeImageScanFindings" -> scanning.describeImageScanFindings(request);
            default ->
                throw EcrError.of(
                        "UnknownOperationException", "This stand-in does not know the operation " + operation + ".");
        };
    }

    /** What a login with the registry needs; the endpoint is the registry itself. */
    Map<String, Object> authorizationToken(String endpoint) {
        String token =
                Base64.getEncoder().encodeToString(("AWS:" + source.password()).getBytes(StandardCharsets.UTF_8));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("authorizationToken", token);
        data.put("expiresAt", EcrJson.time(clock.instant().plus(source.validity())));
        data.put("proxyEndpoint", endpoint);
        return Map.of("authorizationData", List.of(data));
    }

    private Map<String, Object> describeRepositories(JsonNode request) {
        Page<Repositories.Repository> page = Page.of(repositories.named(request.path("repositoryNames")), request);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("repositories", page.items().stream().map(json::repository).toList());
        page.addTokenTo(answer);
        return answer;
    }

    private Map<String, Object> createRepository(JsonNode request) {
        JsonNode encryption = request.path("encryptionConfiguration");
        Map<String, String> tags = new LinkedHashMap<>();
        request.path("tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        RepositoryView settings = new RepositoryView(
                request.path("imageTagMutability").asText("MUTABLE"),
                request.path("imageScanningConfiguration").path("scanOnPush").asBoolean(false),
                encryption.path("encryptionType").asText("").equals("KMS")
                        ? encryption.path("kmsKey").asText("alias/aws/ecr")
                        : "",
                "",
                tags);
        return Map.of(
                "repository",
                json.repository(
                        repositories.create(request.path("repositoryName").asText(), settings)));
    }

    private Map<String, Object> putLifecyclePolicy(JsonNode request) {
        String name = lookup.repository(request).name();
        String text = request.path("lifecyclePolicyText").asText();
        if (!Json.parse(text).path("rules").isArray()) {
            throw EcrError.invalid("Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: "
                    + "'Lifecycle policy validation failure'");
        }
        repositories.lifecyclePolicy(name, text);
        return lifecyclePolicy(name, text);
    }

    private Map<String, Object> getLifecyclePolicy(JsonNode request) {
        Repositories.Repository repository = lookup.repository(request);
        if (repository.lifecyclePolicy().isEmpty()) {
            throw EcrError.of(
                    "LifecyclePolicyNotFoundException",
                    "Lifecycle policy does not exist for the repository with name '" + repository.name()
                            + "' in the registry with id '" + EcrServer.REGISTRY_ID + "'");
        }
        Map<String, Object> answer = lifecyclePolicy(repository.name(), repository.lifecyclePolicy());
        answer.put("lastEvaluatedAt", EcrJson.time(clock.instant()));
        return answer;
    }

    private static Map<String, Object> lifecyclePolicy(String name, String text) {
        Map<String, Object> answer = EcrJson.about(name);
        answer.put("lifecyclePolicyText", text);
        return answer;
    }

    private Map<String, Object> putImageTagMutability(JsonNode request) {
        Repositories.Repository changed = repositories.mutability(
                lookup.repository(request).name(),
                request.path("imageTagMutability").asText());
        Map<String, Object> answer = EcrJson.about(changed.name());
        answer.put("imageTagMutability", changed.mutability());
        return answer;
    }

    private Map<String, Object> describeImages(JsonNode request) {
        Repositories.Repository repository = lookup.repository(request);
        List<EcrImage> chosen = new ArrayList<>();
        if (request.path("imageIds").isEmpty()) {
            lookup.images(repository.name()).stream()
                    .filter(image -> wanted(request, !image.tags().isEmpty()))
                    .forEach(chosen::add);
        } else {
            request.path("imageIds").forEach(id -> chosen.add(lookup.image(repository.name(), id)));
        }
        Page<EcrImage> page = Page.of(chosen, request);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "imageDetails",
                page.items().stream().map(image -> detail(repository, image)).toList());
        page.addTokenTo(answer);
        return answer;
    }

    private Map<String, Object> detail(Repositories.Repository repository, EcrImage image) {
        Map<String, Object> detail = EcrJson.detail(repository.name(), image);
        scanning.current(repository, image).ifPresent(read -> {
            detail.put("imageScanStatus", EcrJson.scanStatus(read.status()));
            if (read.status().hasFindings()) {
                detail.put("imageScanFindingsSummary", EcrJson.summary(read.findings(), clock.instant()));
            }
        });
        return detail;
    }

    private Map<String, Object> listImages(JsonNode request) {
        List<Map<String, Object>> ids = new ArrayList<>();
        for (EcrImage image : lookup.images(lookup.repository(request).name())) {
            if (image.tags().isEmpty() && wanted(request, false)) {
                ids.add(EcrJson.imageId(image, ""));
            }
            if (wanted(request, true)) {
                image.tags().forEach(tag -> ids.add(EcrJson.imageId(image, tag)));
            }
        }
        Page<Map<String, Object>> page = Page.of(ids, request);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("imageIds", page.items());
        page.addTokenTo(answer);
        return answer;
    }

    private Map<String, Object> batchGetImage(JsonNode request) {
        String repository = lookup.repository(request).name();
        List<Map<String, Object>> found = new ArrayList<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (JsonNode id : request.path("imageIds")) {
            Optional<EcrImage> image = lookup.find(repository, id);
            if (image.isPresent()) {
                Map<String, Object> entry = EcrJson.about(repository);
                entry.put(
                        "imageId",
                        EcrJson.imageId(image.get(), id.path("imageTag").asText("")));
                entry.put("imageManifest", image.get().manifest());
                entry.put("imageManifestMediaType", image.get().mediaType());
                found.add(entry);
            } else {
                failures.add(Map.of(
                        "imageId", id, "failureCode", "ImageNotFound", "failureReason", "Requested image not found"));
            }
        }
        return Map.of("images", found, "failures", failures);
    }

    /** Whether the filter of the request lets images with, or without, a tag through. */
    private static boolean wanted(JsonNode request, boolean tagged) {
        String status = request.path("filter").path("tagStatus").asText("ANY");
        return status.equals("ANY") || status.equals(tagged ? "TAGGED" : "UNTAGGED");
    }
}
