package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Tries out the address and the credentials of a registry, for a configuration page. */
public final class RegistryConnection {

    private RegistryConnection() {}

    /**
     * Asks whether the registry speaks the API and accepts the credentials (distribution specification 1.1, "Determining Support").
     *
     * @param host with its port when it has one; a loopback address is spoken to over plain http
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(String host, Optional<Credential> credential) throws InterruptedException {
        return check(host, RegistryAccess.stored(credential));
    }

    /** The same with a log-in that may be fetched for it. */
    public static String check(String host, RegistryAccess access) throws InterruptedException {
        // The host is judged by the grammar of references, so that nothing else gets into the address.
        ImageRepository any = ImageRepository.parse(host + "/any");
        Optional<Credential> credential = access.login().map(RegistryAccess.Login::credential);
        RegistryHttp http = new RegistryHttp(any.host(), access, any.loopback());
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(http.resolve("/v2/")), 0);
        int status = response.statusCode();
        if (status == 200) {
            return "The registry " + host + " answers"
                    + (credential.isPresent() ? " and accepts the " + credential.get() + "." : ".");
        }
        if (status == 401 || status == 403) {
            throw new TerminalException(
                    "The registry " + host
                            + (credential.isPresent()
                                    ? " does not accept the " + credential.get() + "."
                                    : " wants credentials."),
                    credential.isPresent() ? "Check user and password or token." : "Choose the credentials for it.");
        }
        if (status == 429 || status >= 500) {
            throw new RetryableException(
                    "The registry " + host + " answered " + status + ".", "Try again later.", null);
        }
        throw new TerminalException(
                "What answers at " + host + " is not an OCI registry: it says " + status + " to /v2/.",
                "Give the host as in image names, without https:// and path.");
    }
}
