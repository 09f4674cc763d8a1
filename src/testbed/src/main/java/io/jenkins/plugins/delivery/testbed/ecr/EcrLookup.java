package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Finds the repository and the images that a request names. */
final class EcrLookup {

    private final Repositories repositories;
    private final ImageSource source;

    EcrLookup(Repositories repositories, ImageSource source) {
        this.repositories = repositories;
        this.source = source;
    }

    Repositories.Repository repository(JsonNode request) {
        return repositories.get(request.path("repositoryName").asText());
    }

    List<EcrImage> images(String repository) {
        return source.images(repository).orElse(List.of());
    }

    EcrImage image(String repository, JsonNode id) {
        return find(repository, id).orElseThrow(() -> EcrError.noImage(repository, id.toString()));
    }

    /** A request may name an image by digest, by tag, or by both, which then have to agree. */
    Optional<EcrImage> find(String repository, JsonNode id) {
        String digest = id.path("imageDigest").asText("");
        String tag = id.path("imageTag").asText("");
        if (digest.isEmpty() && tag.isEmpty()) {
            throw EcrError.invalid("Invalid parameter at 'imageId': a digest or a tag is needed");
        }
        if (tag.isEmpty()) {
            return source.byDigest(repository, digest);
        }
        return images(repository).stream()
                .filter(image -> image.tags().contains(tag))
                .filter(image -> digest.isEmpty() || digest.equals(image.digest()))
                .findFirst();
    }
}
