package io.jenkins.plugins.delivery.testbed.ecr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the images of the stand-in come from. */
public interface ImageSource {

    /** The names of the repositories that hold images. */
    List<String> repositories();

    /** The images of a repository; nothing when the source does not know the repository. */
    Optional<List<EcrImage>> images(String repository);

    /** One image by its digest, which need not have a tag any more. */
    Optional<EcrImage> byDigest(String repository, String digest);

    /** The host and port that image references name; empty when the stand-in itself shall be named. */
    default String registryHost() {
        return "";
    }

    /** How long that password is valid. */
    default Duration validity() {
        return Duration.ofHours(12);
    }

    /** The password of the user AWS that GetAuthorizationToken gives out. */
    default String password() {
        return "stand-in-password";
    }
}
