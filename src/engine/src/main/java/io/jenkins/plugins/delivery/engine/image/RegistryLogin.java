package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;

/**
 * {@code registryLogin}: lends a log-in to tools that push by themselves, as a Docker configuration in a directory of its own beside the
 * workspace. The same call again renews it; the log-ins that an earlier run left behind go.
 */
public final class RegistryLogin implements Operation<RegistryLoginRequest, RegistryLoginResult> {

    private final Registries registries;

    public RegistryLogin(Registries registries) {
        this.registries = registries;
    }

    @Override
    public boolean usesWorkspace(RegistryLoginRequest request) {
        return true;
    }

    @Override
    public RegistryLoginResult run(RegistryLoginRequest request, EngineContext context) throws InterruptedException {
        ImageRepository repository = request.repository();
        String host = repository.host();
        LoginDirectory directory = LoginDirectory.of(context.workDir(), context.environment());
        if (context.dryRun()) {
            return new RegistryLoginResult(host, directory.path(), false, null);
        }
        if (request.logout()) {
            boolean had = directory.remove(host);
            context.log().info(had ? "Took away the log-in to " + host + "." : "There is no log-in to " + host + ".");
            return new RegistryLoginResult(host, directory.path(), false, null);
        }
        RegistryAccess access = registries.access(repository, request.settings(), context);
        if (request.createRepository()) {
            access.prepare();
        }
        RegistryAccess.Login login = access.login()
                .orElseThrow(() -> new TerminalException("There is no log-in to " + host + ".", "Set credentialsId."));
        directory.put(host, login.credential());
        context.log()
                .info("The log-in to " + host + " is in " + directory.path()
                        + " for tools that read DOCKER_CONFIG; take it away with logout: true.");
        return new RegistryLoginResult(host, directory.path(), true, login.expires());
    }
}
