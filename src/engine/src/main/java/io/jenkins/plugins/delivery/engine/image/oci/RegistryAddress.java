package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.net.URI;

/** Where a registry is, and which of the addresses that it names itself are used, and with credentials. */
final class RegistryAddress {

    private final String host;
    private final URI base;

    RegistryAddress(String host, boolean plainHttp) {
        this.host = host;
        this.base = URI.create((plainHttp ? "http://" : "https://") + host);
    }

    String host() {
        return host;
    }

    URI resolve(String path) {
        return base.resolve(path);
    }

    /** Whether the address is one of the registry's own, which may get its credentials: scheme, host and port are the same. */
    boolean own(URI target) {
        return base.getScheme().equals(target.getScheme())
                && base.getHost().equalsIgnoreCase(target.getHost())
                && port(base) == port(target);
    }

    /**
     * The address in a {@code Location} header, which may be relative and may be on another host.
     *
     * @param from the address that named it
     * @throws TerminalException when it is none, or would leave https
     */
    URI follow(URI from, String location) {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new TerminalException("The registry " + host + " sends to an address that is none.", "");
        }
        boolean https = "https".equals(target.getScheme());
        if (target.getHost() == null || !https && !base.getScheme().equals(target.getScheme())) {
            throw new TerminalException(
                    "The registry " + host + " redirects to an address without https (" + target.getHost() + ").",
                    "A proxy before the registry has to tell it that it is reached by https (X-Forwarded-Proto).");
        }
        return target;
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }
}
