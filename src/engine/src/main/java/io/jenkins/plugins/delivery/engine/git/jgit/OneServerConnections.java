package io.jenkins.plugins.delivery.engine.git.jgit;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connects to one server only, so that no redirect takes credentials to another one. */
final class OneServerConnections extends JDKHttpConnectionFactory {

    private final URIish server;

    OneServerConnections(URIish server) {
        this.server = server;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return super.create(allowed(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return super.create(allowed(url), proxy);
    }

    private URL allowed(URL url) throws IOException {
        boolean upgrade = "http".equals(server.getScheme()) && "https".equals(url.getProtocol());
        boolean same = url.getHost().equalsIgnoreCase(server.getHost())
                && (upgrade || url.getProtocol().equals(server.getScheme()) && port(url) == port(server));
        if (!same) {
            throw new IOException("it redirects to another server, " + url.getHost());
        }
        return url;
    }

    private static int port(URL url) {
        return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    }

    private static int port(URIish uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
