package io.jenkins.plugins.delivery.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls the API of a forge with a token, and again after a while when that may help. */
public final class ForgeHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What a build waits when the site asks for it; a used-up hour is not waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private static final int ATTEMPTS = 3;

    private static final int PAGE = 100;
    private static final int PAGES = 10;

    /** What {@link #pages} reads of a list. */
    public static final int LONGEST_LIST = PAGE * PAGES;

    private final JsonHttp http;
    private final EngineContext context;

    /**
     * @param name of the site, for messages
     * @param credentialsId the token is the password when there is a user name; null for none
     */
    public ForgeHttp(String name, ForgeAddress address, String credentialsId, EngineContext context) {
        Optional<Credential> token =
                Optional.ofNullable(credentialsId).map(context::credential).map(credential -> token(name, credential));
        this.http = new JsonHttp(HttpEndpoint.of(name, address.api(), token), TIMEOUT);
        this.context = context;
    }

    /** A key opens the Git remote, not the API; sent as a token it would be given away. */
    private static Credential token(String name, Credential credential) {
        if (credential.kind() == Credential.Kind.PRIVATE_KEY) {
            throw new TerminalException(
                    "The API of " + name + " wants a token, and " + credential + " is a private key.",
                    "Pass forgeCredentialsId with a token.");
        }
        return Credential.token(credential.id(), credential.secret());
    }

    /** One element of a path or query, encoded. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text for people as it may be sent: without the secrets that this run has handed out, whoever wrote it. */
    public String words(String text) {
        return context.redactor().redact(text);
    }

    /** The same of a pull request. */
    public PullRequestDraft words(PullRequestDraft draft) {
        return draft.clean(context.redactor()::redact);
    }

    /** Reads. */
    public JsonNode get(String path) throws InterruptedException {
        return send("GET", path, null);
    }

    /** Reads a list page by page, the first thousand of it. */
    public List<JsonNode> pages(String path) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            JsonNode found = get(path + (path.contains("?") ? "&" : "?") + "per_page=" + PAGE + "&page=" + page);
            found.forEach(all::add);
            if (found.size() < PAGE) {
                break;
            }
        }
        return all;
    }

    /**
     * Sends a request, up to three times. What is sent here may be repeated: a second pull request between two branches is refused by
     * the site, edits are the same twice, and a comment twice does no harm.
     */
    public JsonNode send(String method, String path, Object body) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return http.send(method, path, body);
            } catch (RetryableException e) {
                Duration pause = e.retryAfter().orElse(PAUSE);
                if (attempt == ATTEMPTS || pause.compareTo(LONGEST_PAUSE) > 0) {
                    throw e;
                }
                context.log().progress(e.getMessage() + " Trying again in " + pause.toSeconds() + " s.");
                context.pause(pause);
            }
        }
    }
}
