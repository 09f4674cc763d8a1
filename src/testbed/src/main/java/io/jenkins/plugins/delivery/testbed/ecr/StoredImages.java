package io.jenkins.plugins.delivery.testbed.ecr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Images that test code puts. */
public final class StoredImages implements ImageSource {

    private final Map<String, List<EcrImage>> repositories = new TreeMap<>();

    /** Puts an image; its tags are taken away from the images that had them, as a push does. */
    public synchronized void put(String repository, EcrImage image) {
        List<EcrImage> images = repositories.computeIfAbsent(repository, name -> new ArrayList<>());
        List<String> tags = new ArrayList<>(image.tags());
        for (EcrImage known : images) {
            if (known.digest().equals(image.digest())) {
                known.tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
            }
        }
        images.removeIf(known -> known.digest().equals(image.digest()));
        images.replaceAll(known -> known.withTags(
                known.tags().stream().filter(tag -> !tags.contains(tag)).toList()));
        images.add(image.withTags(tags));
    }

    @Override
    public synchronized List<String> repositories() {
        return List.copyOf(repositories.keySet());
    }

    @Override
    public synchronized Optional<List<EcrImage>> images(String repository) {
        return Optional.ofNullable(repositories.get(repository)).map(List::copyOf);
    }

    @Override
    public synchronized Optional<EcrImage> byDigest(String repository, String digest) {
        return images(repository).stream()
                .flatMap(List::stream)
                .filter(image -> image.digest().equals(digest))
                .findFirst();
    }
}
