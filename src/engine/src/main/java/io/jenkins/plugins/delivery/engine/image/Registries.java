package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;

/** How steps come to a registry: with a log-in that ECR lends at the moment of use, with a stored credential, or as nobody. */
public final class Registries {

    /** Access to Amazon ECR. */
    @FunctionalInterface
    public interface Ecr {
        RegistryAccess open(ImageRepository repository, RegistrySettings settings, EngineContext context);
    }

    private final Registry.Connector connector;
    private final Ecr ecr;

    public Registries(Registry.Connector connector, Ecr ecr) {
        this.connector = connector;
        this.ecr = ecr;
    }

    /** A repository; nothing is sent yet. */
    public Registry open(ImageRepository repository, RegistrySettings settings, EngineContext context) {
        return connector.open(repository, access(repository, settings, context), settings.plainHttp(repository));
    }

    /** As whom the repository is spoken to, for who speaks to it otherwise; nothing is sent yet. */
    public RegistryAccess access(ImageRepository repository, RegistrySettings settings, EngineContext context) {
        if (!settings.ecr(repository.host())) {
            return RegistryAccess.stored(settings.credential(context));
        }
        Optional<Credential> stored = settings.credential(context).filter(RegistrySettings::isEcrLogin);
        return stored.isPresent() ? RegistryAccess.stored(stored) : ecr.open(repository, settings, context);
    }
}
