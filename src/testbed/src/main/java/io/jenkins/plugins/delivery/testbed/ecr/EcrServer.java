package io.jenkins.plugins.delivery.testbed.ecr;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon ECR on a local port, for an SDK client with an overridden endpoint. Signatures are not verified, but a request has to be
 * signed, and with the expected access key when {@link #requireAccessKey} names one.
 *
 * <p>Images come from an {@link ImageSource}: {@link StoredImages} that test code fills, or the {@link RegistryImages} of a running
 * registry. A scan follows its {@link ScanScript}; without another one it goes PENDING, IN_PROGRESS, COMPLETE and finds nothing.
 */
public final class EcrServer extends StandInServer {

    /** The account that owns everything here. */
    public static final String REGISTRY_ID = "123456789012";

    /** The region that appears in names. */
    public static final String REGION = "eu-central-1";

    private static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";
    private static final Pattern CREDENTIAL = Pattern.compile("^AWS4-HMAC-SHA256 Credential=([^/]+)/");

    private final Repositories repositories;
    private final Scans scans;
    private final Refusals refusals = new Refusals();
    private final ImageSource source;
    private final Clock clock;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile String accessKey;

    private EcrServer(ImageSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.repositories = new Repositories(source, clock);
        this.scans = new Scans(clock);
    }

    /** Starts the stand-in over these images; the clock decides about scan quotas. */
    public static EcrServer start(ImageSource source, Clock clock) {
        EcrServer server = new EcrServer(source, clock);
        server.open();
        return server;
    }

    /** Starts the stand-in over these images. */
    public static EcrServer start(ImageSource source) {
        return start(source, Clock.systemUTC());
    }

    /** Creates a repository; with scan on push its images need no StartImageScan. */
    public void createRepository(String name, boolean scanOnPush) {
        repositories.create(name, new RepositoryView("MUTABLE", scanOnPush, "", "", Map.of()));
    }

    /** What scans of images without a script of their own do, from their next read on. */
    public void defaultScan(ScanScript script) {
        scans.standard(script);
    }

    /** What the scan of one image does; a scan of the image that was begun before is forgotten. */
    public void scan(String repository, String digest, ScanScript script) {
        scans.script(repository, digest, script);
    }

    /** Whether StartImageScan is allowed; a registry with enhanced scanning refuses it. */
    public void onDemandScans(boolean allowed) {
        scans.onDemand(allowed);
    }

    /** How many reads of a scan that begins again still show the results of the one before. */
    public void lagBehindStart(int reads) {
        scans.lag(reads);
    }

    /**
     * Refuses calls of one operation.
     *
     * @param after so many calls are answered first, counted from now
     * @param times so many are refused then
     * @param type of the error, for example ThrottlingException
     */
    public void refuse(String operation, int after, int times, String type) {
        refusals.add(operation, after, times, type);
    }

    /** Lets in only requests signed with this access key id. */
    public void requireAccessKey(String id) {
        accessKey = id;
    }

    /** Refuses this operation from now on, as for a caller whose policies in IAM do not allow it. */
    public void deny(String operation) {
        denied.add(operation);
    }

    /** Lets the next DescribeRepositories miss a repository, as when another caller creates it in the same moment. */
    public void overlookOnce(String repository) {
        repositories.overlookOnce(repository);
    }

    /** The settings of a repository as the API shows them. */
    public Optional<RepositoryView> repository(String name) {
        return repositories.view(name);
    }

    boolean has(String repository) {
        return repositories.find(repository).isPresent();
    }

    boolean immutable(String repository) {
        return repositories.get(repository).mutability().equals("IMMUTABLE");
    }

    /** Refuses the next requests as ECR does when it is asked too often. */
    public void throttleNext(int count) {
        failNext(
                count,
                400,
                Json.write(Map.of("__type", "ThrottlingException", "message", "Rate exceeded")),
                Map.of("Content-Type", "application/x-amz-json-1.1"));
    }

    /** The host and port that references of images name. */
    public String registryHost() {
        return source.registryHost().isEmpty() ? "127.0.0.1:" + port() : source.registryHost();
    }

    @Override
    protected Routes routes() {
        return new Routes().post("/", call -> answer(call.request()));
    }

    @Override
    protected Answer error(int status, String message) {
        return EcrError.answer(status, status < 500 ? "InvalidParameterException" : "ServerException", message);
    }

    static Answer amzJson(int status, Object body) {
        return Answer.text(status, "application/x-amz-json-1.1", Json.write(body));
    }

    private Answer answer(RecordedRequest request) {
        checkSignature(request);
        String target = request.header("X-Amz-Target").orElse("");
        if (!target.startsWith(TARGET)) {
            throw EcrError.of("UnknownOperationException", "X-Amz-Target names no operation of ECR: " + target);
        }
        String operation = target.substring(TARGET.length());
        refusals.check(operation);
        if (denied.contains(operation)) {
            throw EcrError.of(
                    "AccessDeniedException",
                    "User: arn:aws:iam::" + REGISTRY_ID + ":user/ci is not authorized to perform: ecr:" + operation
                            + " because no identity-based policy allows the ecr:" + operation + " action");
        }
        EcrApi api = new EcrApi(repositories, source, scans, clock, registryHost());
        return amzJson(
                200,
                operation.equals("GetAuthorizationToken")
                        ? api.authorizationToken("http://" + registryHost())
                        : api.call(operation, request.json()));
    }

    private void checkSignature(RecordedRequest request) {
        Matcher credential = CREDENTIAL.matcher(request.header("Authorization").orElse(""));
        if (!credential.find()) {
            throw EcrError.of("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (accessKey != null && !accessKey.equals(credential.group(1))) {
            throw EcrError.of("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
    }
}
