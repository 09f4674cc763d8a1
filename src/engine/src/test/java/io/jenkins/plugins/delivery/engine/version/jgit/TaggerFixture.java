package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.ImageTags;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.engine.version.SemverTagger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs semverTag with its real repository adapter in a directory, as a host does. */
final class TaggerFixture implements DeliveryLog {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private boolean dryRun;
    private ImageTags images = List::of;
    private Credential credential = Credential.usernamePassword("git", "ci", "s3cret-pass");

    TaggerFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TaggerFixture credential(Credential value) {
        credential = value;
        return this;
    }

    TaggerFixture dryRun() {
        dryRun = true;
        return this;
    }

    TaggerFixture images(String... tags) {
        images = () -> List.of(tags);
        return this;
    }

    SemverTagResult run(Path directory, Map<String, ?> arguments) throws InterruptedException {
        EngineContext context = EngineContext.in(directory)
                .log(this)
                .environment(environment)
                .dryRun(dryRun)
                .secrets(
                        id -> Optional.of(credential).filter(known -> known.id().equals(id)))
                .build();
        SemverTagRequest request = RequestBinder.bind("semverTag", SemverTagRequest.class, arguments);
        return new SemverTagger(new JGitHistorySource(), (asked, run) -> images).run(request, context);
    }

    /** The version of a branch that is checked out or named. */
    String version(Path directory, Map<String, ?> arguments) throws InterruptedException {
        return run(directory, arguments).version().toString();
    }

    String version(Path directory) throws InterruptedException {
        return version(directory, Map.of());
    }

    String log() {
        return String.join("\n", log);
    }

    @Override
    public void info(String message) {
        log.add(message);
    }

    @Override
    public void warn(String message) {
        log.add("WARN " + message);
    }
}
