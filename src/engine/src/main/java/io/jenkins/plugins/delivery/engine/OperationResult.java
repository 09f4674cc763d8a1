package io.jenkins.plugins.delivery.engine;

import java.util.Map;

/** Outcome of an operation. */
public interface OperationResult {

    /**
     * The result as a Jenkinsfile sees it: strings, numbers, booleans, lists and maps only, so that it survives serialisation and
     * needs no script approval. Never contains a secret; a value that does not apply is left out.
     */
    Map<String, Object> toMap();
}
