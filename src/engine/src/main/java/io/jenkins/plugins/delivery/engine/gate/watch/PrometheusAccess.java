package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.gate.aps.ApsHost;
import io.jenkins.plugins.delivery.engine.gate.aps.ApsSigner;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.RequestSigner;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server with Prometheus' query API, and as whom it is asked: with a token or password, signed for AWS, and for a tenant.
 *
 * @param address that people open; one that ends with {@code /api/v1/query}, as the console of AWS shows it, means the same without
 * @param credential a token, or user name and password; for AWS an access key or, with a role, an OIDC token
 * @param region of Amazon Managed Prometheus, that of its address when null; requests to every other address are signed when it is there
 * @param roleArn AWS role to assume; null for none
 * @param tenant whose data is asked for; null for a server that knows no tenants
 */
public record PrometheusAccess(
        String address, Optional<Credential> credential, String region, String roleArn, Tenant tenant) {

    private static final String API = "/api/v1/query";

    /**
     * One of those that share a server.
     *
     * @param id what the server knows it by
     * @param header that names it: {@code X-Scope-OrgID} of Mimir and Cortex, {@code THANOS-TENANT} of Thanos
     */
    public record Tenant(String id, String header) {

        /** As Mimir bounds them ("About Grafana Mimir tenant IDs"), and several with a line between them. */
        private static final String ID = "[A-Za-z0-9!_.*'()|-]{1,600}";

        /** Those that mean something else, to us or to the HTTP client. */
        private static final Set<String> TAKEN =
                Set.of("accept", "authorization", "connection", "cookie", "expect", "host", "upgrade", "user-agent");

        /**
         * @param id null for none
         * @param header null for the usual one
         */
        public static Tenant of(String id, String header) {
            String usual = String.valueOf(Defaults.ofStep("metricsWatch").get("tenantHeader"));
            return id == null ? null : new Tenant(id, header == null ? usual : header);
        }

        private List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (!id.matches(ID)) {
                problems.add(
                        "tenant: '" + id + "' is no tenant; letters, digits and ! - _ . * ' ( ) name one, and | stands"
                                + " between several");
            }
            String name = header.toLowerCase(Locale.ROOT);
            boolean other = TAKEN.contains(name) || name.startsWith("content-") || name.startsWith("x-amz-");
            if (other || !header.matches("[A-Za-z][A-Za-z0-9-]{0,99}")) {
                problems.add("tenantHeader: '" + header + "' is no header for a tenant, such as X-Scope-OrgID");
            }
            return problems;
        }
    }

    /** What is wrong beside the address and the credentials, as clauses. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(new AwsSettings(region, null, roleArn, null).problems());
        if (roleArn != null && regionOfAws().isEmpty()) {
            problems.add(
                    "roleArn is for Amazon Managed Prometheus, which this address does not name; give its region as"
                            + " well");
        }
        if (tenant != null) {
            problems.addAll(tenant.problems());
        }
        return problems;
    }

    /** @throws InvalidInputException when the address is none */
    HttpEndpoint endpoint() {
        String base = address.replaceFirst(API + "/?$", "");
        return HttpEndpoint.of("Prometheus", base, isAws() ? Optional.empty() : credential);
    }

    /** Whether requests are signed for AWS. */
    boolean isAws() {
        return regionOfAws().isPresent();
    }

    /** Adds the tenant to requests, and then the signature of AWS. */
    RequestSigner signer() {
        RequestSigner signature = regionOfAws()
                .<RequestSigner>map(place -> new ApsSigner(new EcrAccount(place, null, null, credential, roleArn)))
                .orElse(RequestSigner.NONE);
        if (tenant == null) {
            return signature;
        }
        return (method, uri, headers, body) -> {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(tenant.header(), tenant.id());
            return signature.sign(method, uri, more, body);
        };
    }

    private Optional<String> regionOfAws() {
        return region != null
                ? Optional.of(region)
                : Optional.ofNullable(HttpEndpoint.of("Prometheus", address, Optional.empty())
                                .base()
                                .getHost())
                        .flatMap(ApsHost::region);
    }
}
