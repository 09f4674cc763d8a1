package io.jenkins.plugins.delivery.testbed.sts;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * AWS's Security Token Service on a local port: AssumeRole and AssumeRoleWithWebIdentity of the query API (version 2011-06-15), for one
 * role. Each call lends a new pair of keys.
 */
public final class StsServer extends StandInServer {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final String roleArn;
    private final String token;
    private final Clock clock;
    private final AtomicInteger lent = new AtomicInteger();
    private volatile Duration validity = Duration.ofHours(1);

    private StsServer(String roleArn, String token, Clock clock) {
        this.roleArn = roleArn;
        this.token = token;
        this.clock = clock;
    }

    /**
     * Starts the stand-in.
     *
     * @param roleArn the role that may be assumed
     * @param token the OIDC token that is accepted for it
     */
    public static StsServer start(String roleArn, String token) {
        StsServer server = new StsServer(roleArn, token, Clock.systemUTC());
        server.open();
        return server;
    }

    /** How long keys lent from now on are valid. */
    public void lendFor(Duration duration) {
        validity = duration;
    }

    /** How many pairs of keys were lent. */
    public int lent() {
        return lent.get();
    }

    /** The access key id of the n-th pair, from 1 on. */
    public static String accessKey(int n) {
        return "ASIALENT" + n;
    }

    @Override
    protected Routes routes() {
        return new Routes().post("/", call -> answer(call.request()));
    }

    @Override
    protected Answer error(int status, String message) {
        return refusal(status, "InvalidAction", message);
    }

    private Answer answer(RecordedRequest request) {
        String action = field(request, "Action");
        boolean signed = request.header("Authorization").orElse("").startsWith("AWS4-HMAC-SHA256 Credential=");
        return switch (action) {
            case "AssumeRole" ->
                signed && roleArn.equals(field(request, "RoleArn"))
                        ? lend(action)
                        : refusal(403, "AccessDenied", "The caller may not assume " + field(request, "RoleArn"));
            case "AssumeRoleWithWebIdentity" ->
                token.equals(field(request, "WebIdentityToken")) && roleArn.equals(field(request, "RoleArn"))
                        ? lend(action)
                        : refusal(400, "InvalidIdentityToken", "The token is not one of the identity provider");
            default -> refusal(400, "InvalidAction", "Could not find operation " + action);
        };
    }

    private static String field(RecordedRequest request, String name) {
        return request.form().getOrDefault(name, List.of("")).get(0);
    }

    private Answer lend(String action) {
        int number = lent.incrementAndGet();
        Instant expiry = clock.instant().plus(validity).truncatedTo(ChronoUnit.SECONDS);
        return xml(
                200,
                "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result><Credentials><AccessKeyId>"
                        + accessKey(number) + "</AccessKeyId><SecretAccessKey>lent-secret-" + number
                        + "</SecretAccessKey><SessionToken>lent-session-" + number + "</SessionToken><Expiration>"
                        + expiry + "</Expiration></Credentials></" + action + "Result></" + action + "Response>");
    }

    private static Answer refusal(int status, String code, String message) {
        return xml(
                status,
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>" + message + "</Message></Error></ErrorResponse>");
    }

    private static Answer xml(int status, String text) {
        return Answer.text(status, "text/xml", text);
    }
}
