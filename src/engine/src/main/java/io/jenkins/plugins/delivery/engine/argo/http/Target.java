package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a caller asks for.
 *
 * @param application its name; {@code namespace/name}, as the {@code argocd} command has it, outside of Argo CD's own namespace
 * @param project the caller's word for its project; null when not known
 */
record Target(String application, String project) {

    /** Without its namespace. */
    String name() {
        return application.substring(application.lastIndexOf('/') + 1);
    }

    Optional<String> namespace() {
        int slash = application.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(application.substring(0, slash));
    }

    /** Path and query of a request about it. @param below the application, or empty. @param more of the query */
    String path(String below, List<String> more) {
        List<String> query = new ArrayList<>();
        if (project != null) {
            query.add("project=" + JsonHttp.encode(project));
        }
        namespace().ifPresent(namespace -> query.add("appNamespace=" + JsonHttp.encode(namespace)));
        query.addAll(more);
        return "/api/v1/applications/" + JsonHttp.encode(name()) + below
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }
}
