package io.jenkins.plugins.delivery.journey;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Jenkins as one of its users sees it over HTTP, with password and crumb as a browser has them. */
final class JenkinsSite {

    private static final Pattern CRUMB = Pattern.compile("\"crumb\":\"([^\"]+)\"");

    private final URI root;
    private final String user;
    private final String password;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    JenkinsSite(URI root, String user, String password) {
        this.root = root;
        this.user = user;
        this.password = password;
    }

    /** The same Jenkins as another user sees it. */
    JenkinsSite as(String other, String itsPassword) {
        return new JenkinsSite(root, other, itsPassword);
    }

    /** @param path with everything encoded that has to be */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() != 200) {
            throw new IOException(user + " gets " + answer.statusCode() + " for " + path);
        }
        return answer.body();
    }

    /** Posts a form and returns the status; redirects are not followed. */
    int post(String path, String form) throws IOException, InterruptedException {
        return posted(path, form).statusCode();
    }

    /** What a Groovy script prints on the controller. */
    String script(String groovy) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                posted("scriptText", "script=" + URLEncoder.encode(groovy, StandardCharsets.UTF_8));
        if (answer.statusCode() != 200 || answer.body().contains("\tat ")) {
            throw new IOException("The script gets " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().strip();
    }

    private HttpResponse<String> posted(String path, String form) throws IOException, InterruptedException {
        Matcher crumb = CRUMB.matcher(get("crumbIssuer/api/json"));
        if (!crumb.find()) {
            throw new IOException("Jenkins gives no crumb");
        }
        return send(request(path)
                .header("Jenkins-Crumb", crumb.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        String pair = user + ":" + password;
        return HttpRequest.newBuilder(URI.create(root + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
