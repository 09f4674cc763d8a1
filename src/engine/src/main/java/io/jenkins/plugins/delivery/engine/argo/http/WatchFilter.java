package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which applications a stream tells of.
 *
 * @param name of the only one; null for all of the projects
 * @param projects names; empty for all that the user may see
 */
record WatchFilter(String name, Set<String> projects) {

    /** Keeps the address short; with more projects than this all are watched. */
    private static final int MOST_PROJECTS = 40;

    WatchFilter {
        projects = projects.size() > MOST_PROJECTS || projects.contains("") ? Set.of() : new TreeSet<>(projects);
    }

    /** Whether all that the other lets through comes through this one as well. */
    boolean covers(WatchFilter other) {
        boolean names = name == null || name.equals(other.name);
        return names && (projects.isEmpty() || !other.projects.isEmpty() && projects.containsAll(other.projects));
    }

    String path() {
        String query = projects.stream()
                .map(project -> "projects=" + JsonHttp.encode(project))
                .collect(Collectors.joining("&"));
        String all = name == null ? query : "name=" + JsonHttp.encode(name) + (query.isEmpty() ? "" : "&" + query);
        return "/api/v1/stream/applications" + (all.isEmpty() ? "" : "?" + all);
    }
}
