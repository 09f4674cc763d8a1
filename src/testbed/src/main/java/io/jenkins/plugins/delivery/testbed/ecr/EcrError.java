package io.jenkins.plugins.delivery.testbed.ecr;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors in the form of AWS JSON 1.1: a type and a message. */
final class EcrError {

    private EcrError() {}

    static Answer answer(int status, String type, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__type", type);
        body.put("message", message);
        return EcrServer.amzJson(status, body);
    }

    static Refusal of(String type, String message) {
        return new Refusal(answer(400, type, message));
    }

    static Refusal invalid(String message) {
        return of("InvalidParameterException", message);
    }

    static Refusal noImage(String repository, String image) {
        return of(
                "ImageNotFoundException",
                "The image with imageId " + image + " does not exist within the repository with name '" + repository
                        + "'");
    }
}
