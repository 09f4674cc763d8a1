package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.util.Map;

/** Argo CD's error answers: {@code {error, code, message}} with the gRPC code, as the grpc-gateway maps them to HTTP. */
final class ArgoErrors {

    /** gRPC codes (grpc/grpc, doc/statuscodes.md) with the HTTP status that the gateway gives them. */
    enum Code {
        INVALID_ARGUMENT(3, 400),
        DEADLINE_EXCEEDED(4, 504),
        NOT_FOUND(5, 404),
        PERMISSION_DENIED(7, 403),
        RESOURCE_EXHAUSTED(8, 429),
        FAILED_PRECONDITION(9, 400),
        INTERNAL(13, 500),
        UNAVAILABLE(14, 503),
        UNAUTHENTICATED(16, 401);

        private final int number;
        private final int status;

        Code(int number, int status) {
            this.number = number;
            this.status = status;
        }

        static int numberFor(int status) {
            for (Code code : values()) {
                if (code.status == status) {
                    return code.number;
                }
            }
            return 2; // UNKNOWN
        }
    }

    private ArgoErrors() {}

    static Answer answer(int status, int code, String message) {
        return Answer.json(status, Map.of("error", message, "code", code, "message", message));
    }

    static Refusal refusal(Code code, String message) {
        return new Refusal(answer(code.status, code.number, message));
    }
}
