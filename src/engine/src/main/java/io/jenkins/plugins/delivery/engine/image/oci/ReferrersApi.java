package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists what refers to a manifest (distribution specification 1.1, "Listing Referrers"), page by page. Amazon ECR has this API;
 * Distribution up to 3.1 answers 404, which the specification means by "not supported".
 */
final class ReferrersApi {

    /** RFC 8288: the next page of a list. */
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;.*\\brel=\"?next\"?.*");

    /** An image with more is nobody's, and a registry that always names a next page must not keep a build. */
    private static final int MOST_PAGES = 50;

    private ReferrersApi() {}

    static Optional<List<Referrer>> list(RegistryHttp http, ImageRepository repository, String digest)
            throws InterruptedException {
        URI page = http.resolve("/v2/" + repository.path() + "/referrers/" + digest);
        URI registry = page;
        List<Referrer> all = new ArrayList<>();
        for (int i = 0; i < MOST_PAGES; i++) {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(page).header("Accept", "application/vnd.oci.image.index.v1+json"), 0);
            // A registry without this API may also take the path for one of another kind.
            if (i == 0 && (response.statusCode() == 404 || response.statusCode() == 405)) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw http.failure("Asking what refers to " + repository + "@" + digest, response);
            }
            all.addAll(Referrer.of(response.body()));
            Optional<URI> next = next(response, page);
            if (next.isEmpty() || !registry.getAuthority().equals(next.get().getAuthority())) {
                break;
            }
            page = next.get();
        }
        return Optional.of(all);
    }

    private static Optional<URI> next(HttpResponse<?> response, URI page) {
        return response.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::matches)
                .map(link -> page.resolve(link.group(1)));
    }
}
