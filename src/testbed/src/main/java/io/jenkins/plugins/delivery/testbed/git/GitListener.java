package io.jenkins.plugins.delivery.testbed.git;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The open port of a Git server; it can be closed and opened again under the same number. */
final class GitListener {

    private Server server;
    private int port;

    synchronized int port() {
        return port;
    }

    synchronized void start(HttpFilter guard, HttpServlet servlet) {
        if (server != null) {
            return;
        }
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("git-server");
        threads.setDaemon(true);
        Server fresh = new Server(threads);
        ServerConnector connector = new ServerConnector(fresh, 1, 1, new HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        fresh.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler();
        handler.setContextPath("/");
        handler.addFilter(new FilterHolder(guard), "/*", EnumSet.of(DispatcherType.REQUEST));
        handler.addServlet(new ServletHolder(servlet), "/*");
        fresh.setHandler(handler);
        try {
            fresh.start();
        } catch (Exception e) {
            throw new GitServerException("The Git server could not open port " + port + ": " + e.getMessage(), e);
        }
        port = connector.getLocalPort();
        server = fresh;
    }

    synchronized void stop() {
        if (server == null) {
            return;
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new GitServerException("The Git server could not be stopped: " + e.getMessage(), e);
        }
        server = null;
    }
}
