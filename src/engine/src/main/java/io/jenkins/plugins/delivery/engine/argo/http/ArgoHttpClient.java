package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One application over Argo CD's REST interface ({@code /api/v1/applications/{name}}), one request for each call. */
public final class ArgoHttpClient implements ArgoClient {

    private final ArgoUser user;
    private final Optional<Credential> credential;
    private final Target target;

    /**
     * A client that shares nothing with others.
     *
     * @param address base URL, with the root path if Argo CD has one
     * @param credential token, or user and password; empty for anonymous access
     * @param application name of the application
     * @param project its project; null when not known
     */
    public ArgoHttpClient(String address, Optional<Credential> credential, String application, String project) {
        this(new ArgoUser(address, System::nanoTime), credential, new Target(application, project));
    }

    /**
     * A client that shares nothing with others and waits for each answer only so long.
     *
     * @param limit for each request
     */
    public static ArgoHttpClient impatient(
            String address, Optional<Credential> credential, String application, String project, Duration limit) {
        ArgoUser user = new ArgoUser(address, System::nanoTime, limit);
        return new ArgoHttpClient(user, credential, new Target(application, project));
    }

    ArgoHttpClient(ArgoUser user, Optional<Credential> credential, Target target) {
        this.user = user;
        this.credential = credential;
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** A request of this client's user that is not about the one application. */
    <T> T call(ArgoUser.Call<T> call) throws InterruptedException {
        return user.call(credential, call);
    }

    @Override
    public Application get() throws InterruptedException {
        return reading().application();
    }

    @Override
    public Application refresh() throws InterruptedException {
        return refreshedReading().application();
    }

    ArgoReading reading() throws InterruptedException {
        return read("");
    }

    ArgoReading refreshedReading() throws InterruptedException {
        return read("refresh=normal");
    }

    private ArgoReading read(String query) throws InterruptedException {
        String project = target.project();
        try {
            return call(http -> ApplicationJson.reading(http.get(path("", query))));
        } catch (NotFoundException e) {
            throw new NotFoundException(
                    "Argo CD at " + user.address() + " has no application '" + target.application() + "'"
                            + (project == null ? "." : " in project '" + project + "'."),
                    "Create it, or correct app" + (project == null ? "." : " or project."));
        } catch (UnauthenticatedException e) {
            throw e;
        } catch (TerminalException e) {
            // Without a project Argo CD answers 403 for an application that does not exist, so as not to tell names.
            if (e.getMessage().contains(" with 403") && project == null) {
                throw new TerminalException(
                        e.getMessage(),
                        "Argo CD answers 403 for an application that does not exist, too: check that '"
                                + target.application() + "' is there, or set project.",
                        e);
            }
            throw e;
        }
    }

    @Override
    public SyncAnswer sync(String revision) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", target.name());
        target.namespace().ifPresent(namespace -> body.put("appNamespace", namespace));
        if (revision != null) {
            body.put("revision", revision);
        }
        if (target.project() != null) {
            body.put("project", target.project());
        }
        try {
            call(http -> http.post(new Target(target.name(), null).path("/sync", List.of()), body));
            return SyncAnswer.STARTED;
        } catch (TerminalException e) {
            // Argo CD tells these apart by their words alone (argoproj/argo-cd, server/application/application.go).
            if (e.getMessage().contains("another operation is already in progress")) {
                return SyncAnswer.BUSY;
            }
            if (e.getMessage().contains("blocked by sync window")) {
                return SyncAnswer.BLOCKED;
            }
            throw e;
        }
    }

    @Override
    public boolean terminate() throws InterruptedException {
        try {
            call(http -> http.delete(path("/operation", "")));
            return true;
        } catch (TerminalException e) {
            if (e.getMessage().contains("No operation is in progress")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<String> syncWindow() throws InterruptedException {
        return SyncWindowJson.blocking(call(http -> http.get(path("/syncwindows", ""))));
    }

    @Override
    public ResourceTree resources() throws InterruptedException {
        return ApplicationJson.tree(call(http -> http.get(path("/resource-tree", ""))));
    }

    @Override
    public Diagnosis diagnosis() throws InterruptedException {
        return new ArgoDiagnosis(this, System::nanoTime).of(target.application());
    }

    @Override
    public String page() {
        return user.address().replaceFirst("/+$", "") + "/applications/"
                + target.namespace()
                        .map(namespace -> JsonHttp.encode(namespace) + "/")
                        .orElse("")
                + JsonHttp.encode(target.name());
    }

    private String path(String below, String query) {
        return target.path(below, query.isEmpty() ? List.of() : List.of(query));
    }
}
