package io.jenkins.plugins.delivery.testbed.git;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.eclipse.jetty.ee9.nested.Request;

/** Fails pushes as a plan says: the first, the second, and so on, as they arrive. */
final class PushFaults {

    private final AtomicInteger arrived = new AtomicInteger();
    private volatile IntFunction<PushFault> plan = push -> PushFault.NONE;

    void plan(IntFunction<PushFault> faults) {
        arrived.set(0);
        plan = faults;
    }

    void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean push =
                request.getMethod().equals("POST") && request.getRequestURI().endsWith("/git-receive-pack");
        PushFault fault = push ? plan.apply(arrived.incrementAndGet()) : PushFault.NONE;
        if (fault == PushFault.NONE) {
            chain.doFilter(request, response);
            return;
        }
        if (fault.pushes()) {
            chain.doFilter(request, new Silenced(response));
        }
        if (fault.cuts()) {
            Request.getBaseRequest(request).getHttpChannel().getEndPoint().close();
        } else {
            response.sendError(
                    fault.pushes() ? HttpServletResponse.SC_BAD_GATEWAY : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    /** Takes an answer that nobody gets. */
    private static final class Silenced extends HttpServletResponseWrapper {

        Silenced(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException("Git answers while the request lasts");
                }

                @Override
                public void write(int octet) {
                    // Nobody gets it.
                }
            };
        }

        @Override
        public void flushBuffer() {
            // What is flushed cannot become an error any more.
        }
    }
}
