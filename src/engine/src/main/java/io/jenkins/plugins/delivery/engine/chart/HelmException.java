package io.jenkins.plugins.delivery.engine.chart;

/** Helm refused. The message is Helm's own; whoever asked adds on what and what to do. */
public final class HelmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HelmException(String message) {
        super(message);
    }
}
