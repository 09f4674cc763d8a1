package io.jenkins.plugins.delivery.engine.gate.zap;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The API of a running ZAP, {@code /JSON/<component>/view|action/<name>/}. Errors are {@code 400} with a {@code code}; without the
 * right key, or from an address that it does not permit, ZAP hangs up without a word.
 */
final class ZapApi {

    /** The header with the API key. */
    static final String KEY = "X-ZAP-API-Key";

    private static final String HINT =
            " A ZAP that is up hangs up like this when the API key is wrong or it does not permit this address.";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final JsonHttp http;

    private ZapApi(JsonHttp http) {
        this.http = http;
    }

    static ZapApi open(String address, Optional<Credential> key) {
        return new ZapApi(new JsonHttp(HttpEndpoint.withKey("ZAP", address, KEY, key), LIMIT));
    }

    /** Reads something. */
    JsonNode view(String component, String name, Map<String, String> parameters) throws InterruptedException {
        return call(component + "/view/" + name, parameters);
    }

    /** Does something. */
    JsonNode action(String component, String name, Map<String, String> parameters) throws InterruptedException {
        return call(component + "/action/" + name, parameters);
    }

    private JsonNode call(String path, Map<String, String> parameters) throws InterruptedException {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + JsonHttp.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        try {
            JsonNode answer = http.get("/JSON/" + path + "/" + (query.isEmpty() ? "" : "?" + query));
            if (answer.isObject()) {
                return answer;
            }
        } catch (RetryableException e) {
            throw new RetryableException(withHint(e), "", e, e.retryAfter().orElse(null));
        }
        throw new RetryableException("ZAP answered " + path + " with nothing." + HINT, "", null);
    }

    /** What a connection that failed may mean. */
    static String withHint(RetryableException e) {
        return e.getMessage() + HINT;
    }

    /** Whether ZAP said with such an error that it does not know what it was asked for. */
    static boolean says(TerminalException e, String... words) {
        for (String word : words) {
            if (e.getMessage().contains(word)) {
                return true;
            }
        }
        return false;
    }
}
