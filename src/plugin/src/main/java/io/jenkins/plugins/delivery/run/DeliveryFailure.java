package io.jenkins.plugins.delivery.run;

import hudson.AbortException;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step failed, told as a sentence. An {@link AbortException}, so that Jenkins prints the sentence and no stack trace; made of plain
 * values, so that it can be kept with the build and can come from an agent.
 */
public final class DeliveryFailure extends AbortException {

    private static final long serialVersionUID = 1L;

    /** What a host has to tell apart; as in {@link DeliveryException}. */
    public enum Kind {
        /** Nothing was done; the arguments have to be corrected. */
        INVALID,
        /** The same may succeed later. */
        RETRYABLE,
        /** It will not succeed by trying again. */
        TERMINAL,
        /** A gate decided no. */
        GATE
    }

    private final Kind kind;
    private final LinkedHashMap<String, Object> result;

    private DeliveryFailure(Kind kind, String message, Map<String, Object> result) {
        super(message);
        this.kind = kind;
        this.result = new LinkedHashMap<>(result);
    }

    public Kind kind() {
        return kind;
    }

    /** What a gate measured, as plain values; empty for other failures. */
    public Map<String, Object> result() {
        return result;
    }

    static DeliveryFailure of(DeliveryException problem, SecretRedactor redactor) {
        String message = redactor.redact(problem.getMessage());
        if (problem instanceof GateFailedException gate) {
            return new DeliveryFailure(Kind.GATE, message, PlainCopy.of(gate.result()));
        }
        if (problem instanceof InvalidInputException) {
            return new DeliveryFailure(Kind.INVALID, message, Map.of());
        }
        return new DeliveryFailure(
                problem instanceof RetryableException ? Kind.RETRYABLE : Kind.TERMINAL, message, Map.of());
    }

    /** A question that was not answered in time. */
    static DeliveryFailure late(String step, Duration patience) {
        return new DeliveryFailure(
                Kind.RETRYABLE,
                step + " did not answer within " + patience.toSeconds()
                        + " s. The GitOps repository may be slow or away; ask again later.",
                Map.of());
    }

    /** What a build is told of a problem of a step: never more than was meant for people. */
    static Throwable told(String step, Throwable problem, SecretRedactor redactor) {
        if (problem instanceof DeliveryException known) {
            return of(known, redactor);
        }
        if (problem instanceof AgentLost lost) {
            return new DeliveryFailure(Kind.RETRYABLE, redactor.redact(lost.getMessage()), Map.of());
        }
        return problem instanceof AbortException ? problem : fault(step, problem, redactor);
    }

    /**
     * A fault of our own, with its place and without what it holds: the classes of a library may be unknown to, or unwelcome at, the
     * controller, and their texts have not been written with secrets in mind.
     */
    static IllegalStateException fault(String step, Throwable problem, SecretRedactor redactor) {
        IllegalStateException plain = new IllegalStateException(
                step + " failed by a fault of its own: " + redactor.redact(String.valueOf(problem)));
        plain.setStackTrace(problem.getStackTrace());
        return plain;
    }

    /** For the way from an agent; the inverse of {@link #fromMap}. */
    Map<String, Object> toMap() {
        return new LinkedHashMap<>(Map.of("kind", kind.name(), "message", getMessage(), "result", result));
    }

    static DeliveryFailure fromMap(Map<?, ?> map) {
        return new DeliveryFailure(
                Kind.valueOf(String.valueOf(map.get("kind"))),
                String.valueOf(map.get("message")),
                PlainCopy.of((Map<?, ?>) map.get("result")));
    }
}
