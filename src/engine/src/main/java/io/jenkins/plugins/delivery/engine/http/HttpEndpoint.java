package io.jenkins.plugins.delivery.engine.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A remote service: what people call it, its base address and how to authenticate.
 *
 * @param name for messages, for example {@code "Argo CD"}
 * @param base absolute http or https address; a path in it is kept as prefix
 * @param header that authenticates: {@code Authorization}, except for services with a header of their own
 * @param authorization its value, or null for none; never printed
 */
public record HttpEndpoint(String name, URI base, String header, String authorization) {

    public HttpEndpoint {
        if (base.getHost() == null || !List.of("http", "https").contains(String.valueOf(base.getScheme()))) {
            throw new InvalidInputException(
                    "The address of " + name, List.of("'" + withoutUser(base) + "' is not an http or https address"));
        }
        if (base.getUserInfo() != null) {
            throw new InvalidInputException(
                    "The address of " + name,
                    List.of("'" + withoutUser(base) + "' carries credentials in the URL; use a credentialsId instead"));
        }
    }

    /** @throws InvalidInputException when the address is no http or https URL, or carries credentials */
    public static HttpEndpoint of(String name, String address, Optional<Credential> credential) {
        return new HttpEndpoint(
                name,
                base(name, address),
                "Authorization",
                credential.map(HttpEndpoint::header).orElse(null));
    }

    /**
     * One that wants its key in a header of its own.
     *
     * @param header for example {@code X-ZAP-API-Key}
     * @throws InvalidInputException when the address is no http or https URL, or carries credentials
     */
    public static HttpEndpoint withKey(String name, String address, String header, Optional<Credential> key) {
        return new HttpEndpoint(
                name, base(name, address), header, key.map(HttpEndpoint::token).orElse(null));
    }

    private static URI base(String name, String address) {
        try {
            return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The address of " + name, List.of("'" + address + "' is not a URL"));
        }
    }

    private static String header(Credential credential) {
        if (credential.username() == null) {
            return "Bearer " + token(credential);
        }
        String pair = credential.username() + ":" + credential.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The token as it may stand in a header; a line break at its end is how files and cluster secrets often give it. */
    private static String token(Credential credential) {
        String token = credential.secret().strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new TerminalException(
                    "The token of " + credential + " is empty or contains characters that no token has.",
                    "Store it again, as one line.");
        }
        return token;
    }

    /** @param path begins with a slash and is already encoded */
    URI resolve(String path) {
        return URI.create(base + path);
    }

    private static String withoutUser(URI uri) {
        return uri.toString().replaceAll("//[^/@]*@", "//****@");
    }

    @Override
    public String toString() {
        return name + " at " + withoutUser(base);
    }
}
