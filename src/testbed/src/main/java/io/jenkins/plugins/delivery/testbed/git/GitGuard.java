package io.jenkins.plugins.delivery.testbed.git;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Stands before the Git servlet: answers the failures it was told to show, then wants the user's password. */
final class GitGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient GitAccess access;
    private final transient Deque<Integer> failures = new ArrayDeque<>();
    private final transient PushFaults faults = new PushFaults();

    GitGuard(GitAccess access) {
        this.access = access;
    }

    PushFaults faults() {
        return faults;
    }

    void failNext(int count, int status) {
        synchronized (failures) {
            for (int i = 0; i < count; i++) {
                failures.add(status);
            }
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Integer failure;
        synchronized (failures) {
            failure = failures.poll();
        }
        if (failure != null) {
            response.sendError(failure);
        } else if (access.allows(request.getHeader("Authorization"), isRead(request))) {
            faults.pass(request, response, chain);
        } else {
            response.setHeader("WWW-Authenticate", "Basic realm=\"git\"");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        return !request.getRequestURI().endsWith("/git-receive-pack")
                && !"git-receive-pack".equals(request.getParameter("service"));
    }
}
