package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Argo CD's REST interface ({@code /api/v1/applications}). A token goes as bearer; user and password are exchanged for one at
 * {@code /api/v1/session} at the first call.
 */
public final class ArgoHttpClient implements ArgoClient {

    static final String NAME = "Argo CD";
    /** A refresh answers only after the controller has compared, which takes a few seconds on a busy installation. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String address;
    private final Optional<Credential> credential;
    private final String application;
    private final String project;
    private JsonHttp http;

    /**
     * @param address base URL, with the root path if Argo CD has one
     * @param credential token, or user and password; empty for anonymous access
     * @param application name of the application
     * @param project its project; null when not known
     */
    public ArgoHttpClient(String address, Optional<Credential> credential, String application, String project) {
        this.address = address;
        this.credential = credential;
        this.application = application;
        this.project = project;
        HttpEndpoint.of(NAME, address, Optional.empty());
    }

    @Override
    public Application get() throws InterruptedException {
        return read("");
    }

    @Override
    public Application refresh() throws InterruptedException {
        return read("refresh=normal");
    }

    private Application read(String query) throws InterruptedException {
        try {
            return ApplicationJson.application(http().get(path("", query)));
        } catch (NotFoundException e) {
            throw new NotFoundException(
                    "Argo CD at " + address + " has no application '" + application + "'"
                            + (project == null ? "." : " in project '" + project + "'."),
                    "Create it, or correct app" + (project == null ? "." : " or project."));
        } catch (TerminalException e) {
            // Without a project Argo CD answers 403 for an application that does not exist, so as not to tell names.
            if (e.getMessage().contains(" with 403") && project == null) {
                throw new TerminalException(
                        e.getMessage(),
                        "Argo CD answers 403 for an application that does not exist, too: check that '" + application
                                + "' is there, or set project.",
                        e);
            }
            throw e;
        }
    }

    @Override
    public boolean sync(String revision) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", application);
        if (revision != null) {
            body.put("revision", revision);
        }
        if (project != null) {
            body.put("project", project);
        }
        try {
            http().post("/api/v1/applications/" + JsonHttp.encode(application) + "/sync", body);
            return true;
        } catch (TerminalException e) {
            if (e.getMessage().contains("another operation is already in progress")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public ResourceTree resources() throws InterruptedException {
        return ApplicationJson.tree(http().get(path("/resource-tree", "")));
    }

    @Override
    public String page() {
        return address.replaceFirst("/+$", "") + "/applications/" + JsonHttp.encode(application);
    }

    private String path(String below, String query) {
        String full =
                project == null ? query : "project=" + JsonHttp.encode(project) + (query.isEmpty() ? "" : "&" + query);
        return "/api/v1/applications/" + JsonHttp.encode(application) + below + (full.isEmpty() ? "" : "?" + full);
    }

    private JsonHttp http() throws InterruptedException {
        if (http == null) {
            Optional<Credential> token = credential;
            if (credential.isPresent() && credential.get().username() != null) {
                token = Optional.of(ArgoSession.open(
                        new JsonHttp(HttpEndpoint.of(NAME, address, Optional.empty()), TIMEOUT),
                        address,
                        credential.get()));
            }
            http = new JsonHttp(HttpEndpoint.of(NAME, address, token), TIMEOUT);
        }
        return http;
    }
}
