package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One run of the step {@code imagePush} in a directory, whose pauses take no time. */
final class ImageRun {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String VERSION = "1.4.0";

    private final RecordedRun recorded;

    ImageRun(Path workDir) {
        recorded = new RecordedRun(workDir);
    }

    ImageRun with(String id, String user, String password) {
        recorded.with(Credential.usernamePassword(id, user, password));
        return this;
    }

    RecordedRun recorded() {
        return recorded;
    }

    ImagePushResult push(String repository, Map<String, ?> more) throws InterruptedException {
        return push(Duration.ofSeconds(60), repository, more);
    }

    /** @param silence how long an answer of the registry is waited for */
    ImagePushResult push(Duration silence, String repository, Map<String, ?> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("repository", repository, "version", VERSION, "commit", COMMIT, "credentialsId", "registry"));
        arguments.putAll(more);
        return new ImagePusher(new Registries(HttpRegistry.waiting(silence), EcrAccess::open))
                .run(RequestBinder.bind("imagePush", ImagePushRequest.class, arguments), recorded.context());
    }
}
