package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;

/**
 * Access to one repository in Amazon ECR with a log-in of {@code GetAuthorizationToken}: fetched when the first request needs it, again
 * shortly before it runs out and when the registry refuses it, and kept nowhere but here. Who asks AWS is looked up anew each time.
 */
public final class EcrAccess implements RegistryAccess {

    /** A log-in that runs out sooner is not begun with: a large layer takes its time. */
    private static final Duration RESERVE = Duration.ofMinutes(5);

    private final ImageRepository repository;
    private final RegistrySettings settings;
    private final EngineContext context;
    private final Supplier<EcrAccount> account;
    private Login current;
    private boolean prepared;

    private EcrAccess(ImageRepository repository, RegistrySettings settings, EngineContext context) {
        this.repository = repository;
        this.settings = settings;
        this.context = context;
        this.account = () -> settings.account(repository.host(), context);
    }

    /** Nothing is sent yet. */
    public static RegistryAccess open(ImageRepository repository, RegistrySettings settings, EngineContext context) {
        return new EcrAccess(repository, settings, context);
    }

    @Override
    public Optional<Login> login() throws InterruptedException {
        if (current == null || runsOut(current)) {
            current = fetch();
        }
        return Optional.of(current);
    }

    private boolean runsOut(Login login) {
        return login.expires() != null
                && !context.clock().instant().plus(RESERVE).isBefore(login.expires());
    }

    @Override
    public boolean renew() {
        boolean had = current != null;
        current = null;
        return had;
    }

    private Login fetch() throws InterruptedException {
        String what = "The log-in to the registry " + repository.host() + " cannot be fetched";
        try (IdleCache.Lease<EcrClient> lease = EcrClients.open(account.get())) {
            AuthorizationData data = lease.value().getAuthorizationToken().authorizationData().stream()
                    .findFirst()
                    .orElseThrow(() -> new TerminalException(what + ": ECR gave none.", "Check the endpoint."));
            return login(data, what);
        } catch (AbortedException e) {
            throw EcrClients.aborted(e);
        } catch (SdkException e) {
            throw EcrClients.failure(what, "ecr:GetAuthorizationToken", e);
        }
    }

    private Login login(AuthorizationData data, String what) {
        String pair = new String(Base64.getDecoder().decode(data.authorizationToken()), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw new TerminalException(what + ": what ECR gave is no user with password.", "Check the endpoint.");
        }
        Credential credential = Credential.usernamePassword(
                "log-in of ECR for " + repository.host(), pair.substring(0, colon), pair.substring(colon + 1));
        context.redactor().learn(credential);
        return new Login(credential, data.expiresAt());
    }

    @Override
    public void prepare() throws InterruptedException {
        if (prepared || context.dryRun()) {
            return;
        }
        EcrRepositories repositories = new EcrRepositories(account.get(), context.log());
        if (settings.creation() == null) {
            repositories.require(repository.path());
        } else {
            repositories.ensure(repository.path(), settings.creation());
        }
        prepared = true;
    }
}
