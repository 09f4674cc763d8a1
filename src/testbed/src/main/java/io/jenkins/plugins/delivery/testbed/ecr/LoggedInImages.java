package io.jenkins.plugins.delivery.testbed.ecr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The images of a registry that is reached at another address and with log-ins that run out. */
record LoggedInImages(ImageSource images, String registryHost, EcrLogins logins) implements ImageSource {

    @Override
    public List<String> repositories() {
        return images.repositories();
    }

    @Override
    public Optional<List<EcrImage>> images(String repository) {
        return images.images(repository);
    }

    @Override
    public Optional<EcrImage> byDigest(String repository, String digest) {
        return images.byDigest(repository, digest);
    }

    @Override
    public String password() {
        return logins.next();
    }

    @Override
    public Duration validity() {
        return logins.validity();
    }
}
