package io.jenkins.plugins.delivery.engine.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be authorized: learned from its {@code WWW-Authenticate} challenge, either Basic or a token of its token
 * service (Distribution project, "Token Authentication Specification"). Kept for one repository and one credential, never shared.
 */
final class RegistryAuthorization {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private final String registry;
    private final boolean plainHttp;
    private final RegistryAccess access;
    private boolean basic;
    private String bearer;

    RegistryAuthorization(String registry, boolean plainHttp, RegistryAccess access) {
        this.registry = registry;
        this.plainHttp = plainHttp;
        this.access = access;
    }

    /** The header to send, as far as it is known; null for none. */
    String header() throws InterruptedException {
        if (bearer != null) {
            return bearer;
        }
        Optional<Credential> credential = basic ? credential() : Optional.empty();
        return credential.map(RegistryAuthorization::basic).orElse(null);
    }

    private Optional<Credential> credential() throws InterruptedException {
        return access.login().map(RegistryAccess.Login::credential);
    }

    /**
     * Answers a refusal: a 401, or what a registry says when a log-in has run out.
     *
     * @param http sends the request to the token service
     * @return whether asking again makes sense
     */
    boolean answer(HttpResponse<?> refusal, RegistryHttp http) throws InterruptedException {
        String before = header();
        boolean renewed = before != null && access.renew();
        for (String challenge : refusal.headers().allValues("WWW-Authenticate")) {
            if (challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
                bearer = "Bearer " + token(challenge, http);
                return !bearer.equals(before);
            }
            if (challenge.regionMatches(true, 0, "Basic", 0, 5) && credential().isPresent()) {
                basic = true;
                bearer = null;
                return !header().equals(before);
            }
        }
        return renewed && basic && !header().equals(before);
    }

    private String token(String challenge, RegistryHttp http) throws InterruptedException {
        Optional<Credential> credential = credential();
        if (credential.isPresent() && credential.get().username() == null) {
            return credential.get().secret();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        URI service = service(parameters);
        HttpRequest.Builder request = HttpRequest.newBuilder(service);
        credential.ifPresent(c -> request.header("Authorization", basic(c)));
        HttpResponse<byte[]> response = http.exchange(request, 0);
        if (response.statusCode() != 200) {
            throw new TerminalException(
                    "The token service " + service.getHost() + " of the registry " + registry + " answered "
                            + response.statusCode() + ".",
                    "Check the credentials and what they may do.");
        }
        try {
            JsonNode json = JSON.readTree(response.body());
            String token = json.path("token").asText(json.path("access_token").asText(""));
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw unusable(service, e);
        }
        throw unusable(service, null);
    }

    private URI service(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        for (String name : new String[] {"service", "scope"}) {
            if (parameters.containsKey(name)) {
                query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
                query.append(URLEncoder.encode(parameters.get(name), StandardCharsets.UTF_8));
            }
        }
        URI service = null;
        try {
            service = URI.create(parameters.getOrDefault("realm", "") + query);
        } catch (IllegalArgumentException e) {
            // Said below, together with the other unusable addresses.
        }
        boolean http = service != null && "http".equals(service.getScheme());
        boolean https = service != null && "https".equals(service.getScheme());
        if (service == null || service.getHost() == null || !(https || http && plainHttp)) {
            throw new TerminalException(
                    "The registry " + registry + " names a token service that is not usable.",
                    "A registry over https has to name one over https.");
        }
        return service;
    }

    private TerminalException unusable(URI service, Exception cause) {
        return new TerminalException(
                "The token service " + service.getHost() + " of the registry " + registry + " sent no token.",
                "Check that it is the token service of the registry.",
                cause);
    }

    private static String basic(Credential credential) {
        String user = credential.username() == null ? "token" : credential.username();
        String pair = user + ":" + credential.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
