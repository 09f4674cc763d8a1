package io.jenkins.plugins.delivery.testbed.aws;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 as AWS checks it, computed again from what arrived (IAM user guide, "Create a signed AWS API request"), and the
 * words in which AWS refuses. A signature may be five minutes old or early.
 */
public final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/"
            + "([^/]+)/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String EMPTY = "";

    private record Key(String secret, String token) {}

    private final String region;
    private final String service;
    private final Clock clock;
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();

    /** @param service as the signature names it, {@code aps} for example */
    public SignatureCheck(String region, String service, Clock clock) {
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /** Lets in who signs with this pair of keys. */
    public SignatureCheck allow(String id, String secret) {
        keys.put(id, new Key(secret, EMPTY));
        return this;
    }

    /** Lets in who signs with keys that were lent together with a token. */
    public SignatureCheck allow(String id, String secret, String token) {
        keys.put(id, new Key(secret, token));
        return this;
    }

    /** Refuses what was lent with these keys from now on, because its time is over. */
    public void expire(String id) {
        expired.add(id);
    }

    /** @throws Refusal with the answer of AWS when the request is not signed as it has to be */
    public void check(RecordedRequest request) {
        Matcher said = AUTHORIZATION.matcher(request.header("Authorization").orElse(EMPTY));
        if (!said.matches()) {
            throw refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        Key key = keys.get(said.group(1));
        if (key == null || !request.header("X-Amz-Security-Token").orElse(EMPTY).equals(key.token())) {
            throw refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (expired.contains(said.group(1))) {
            throw refusal("ExpiredTokenException", "The security token included in the request is expired");
        }
        String stamp = request.header("X-Amz-Date").orElse(EMPTY);
        age(stamp);
        List<String> names = List.of(said.group(5).split(";"));
        String scope = said.group(2) + "/" + region + "/" + service + "/aws4_request";
        String canonical = canonical(request, names);
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + sha256(canonical);
        String right = HexFormat.of().formatHex(hmac(signingKey(key.secret(), said.group(2)), toSign));
        boolean scoped = said.group(3).equals(region)
                && said.group(4).equals(service)
                && stamp.startsWith(said.group(2))
                && mustBeSigned(request, names);
        if (!scoped || !right.equals(said.group(6))) {
            throw refusal(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                            + " Access Key and signing method. Consult the service documentation for details.\n\n"
                            + "The Canonical String for this request should have been\n'" + canonical + "'\n\n"
                            + "The String-to-Sign should have been\n'" + toSign + "'\n");
        }
    }

    /** Host, and every header that AWS gives a meaning. */
    private static boolean mustBeSigned(RecordedRequest request, List<String> names) {
        return names.contains("host")
                && request.headers().keySet().stream()
                        .filter(name -> name.startsWith("x-amz-"))
                        .allMatch(names::contains);
    }

    private void age(String stamp) {
        Instant signed = STAMP.parse(stamp, Instant::from);
        Instant now = clock.instant();
        String sent = "Signature " + (signed.isBefore(now) ? "expired: " : "not yet current: ") + stamp;
        if (signed.isBefore(now.minus(TOLERANCE))) {
            throw refusal(
                    "InvalidSignatureException",
                    sent + " is now earlier than " + STAMP.format(now.minus(TOLERANCE)) + " (" + STAMP.format(now)
                            + " - 5 min.)");
        }
        if (signed.isAfter(now.plus(TOLERANCE))) {
            throw refusal(
                    "InvalidSignatureException",
                    sent + " is still later than " + STAMP.format(now.plus(TOLERANCE)) + " (" + STAMP.format(now)
                            + " + 5 min.)");
        }
    }

    private static String canonical(RecordedRequest request, List<String> names) {
        String path = Arrays.stream(request.path().split("/", -1))
                .map(SignatureCheck::encode)
                .collect(Collectors.joining("/"));
        String query = Arrays.stream(request.query().split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    return encode(decode(name)) + "="
                            + (equals < 0 ? EMPTY : encode(decode(pair.substring(equals + 1))));
                })
                .sorted()
                .collect(Collectors.joining("&"));
        String headers = names.stream()
                .map(name -> name + ":"
                        + request.headers().getOrDefault(name, List.of()).stream()
                                .map(value -> value.strip().replaceAll(" +", " "))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", request.method(), path, query, headers, String.join(";", names), sha256(request.body()));
    }

    private byte[] signingKey(String secret, String date) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(date, region, service, "aws4_request")) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Refusal refusal(String type, String message) {
        return new Refusal(Answer.json(403, Map.of("message", message)).withHeaders(Map.of("x-amzn-ErrorType", type)));
    }
}
