package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The step with the AWS SDK against an ECR endpoint, on a clock that only waiting moves. */
final class ScanWorld implements AutoCloseable {

    static final String REPOSITORY = "shop/payments";
    static final Finding CRITICAL = Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl");
    static final Finding LOW = Finding.of("CVE-2026-0002", Severity.LOW, "zlib");

    final StoredImages images = new StoredImages();
    final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    final List<String> log = new ArrayList<>();
    final Map<String, String> attached = new TreeMap<>();
    final EcrServer ecr = EcrServer.start(images, clock);
    final String digest;
    private final Path workDir;

    ScanWorld(Path workDir) {
        this.workDir = workDir;
        ecr.createRepository(REPOSITORY, false);
        digest = push("payments", "1.4.0");
    }

    /** Puts an image into the repository. */
    String push(String content, String... tags) {
        EcrImage image = EcrImage.named(content, clock.instant(), tags);
        images.put(REPOSITORY, image);
        return image.digest();
    }

    EcrScanResult scan(Map<String, ?> more) throws InterruptedException {
        return new EcrScan(EcrImageScanner::open).run(request(more), context());
    }

    EcrScanRequest request(Map<String, ?> more) {
        return bind(arguments(more));
    }

    static EcrScanRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("ecrScan", EcrScanRequest.class, arguments);
    }

    Map<String, Object> arguments(Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "repository",
                REPOSITORY,
                "digest",
                digest,
                "endpoint",
                "http://127.0.0.1:" + ecr.port(),
                "region",
                EcrServer.REGION,
                "credentialsId",
                "aws"));
        arguments.putAll(more);
        return arguments;
    }

    EcrAccount account() {
        return new EcrAccount(
                EcrServer.REGION, null, "http://127.0.0.1:" + ecr.port(), Optional.of(credential()), null);
    }

    private static Credential credential() {
        return Credential.usernamePassword("aws", "AKIDEXAMPLE", "secret-access-key");
    }

    EngineContext context() {
        DeliveryLog lines = new DeliveryLog() {
            @Override
            public void info(String message) {
                log.add(message);
            }

            @Override
            public void warn(String message) {
                log.add(message);
            }
        };
        return EngineContext.in(workDir)
                .log(lines)
                .clock(clock, clock::advance)
                .secrets(id -> Optional.of(credential()))
                .attachments(attached::put)
                .build();
    }

    /** So many findings of a severity, each in a package of its own. */
    static Finding[] many(int count, Severity severity) {
        return IntStream.range(0, count)
                .mapToObj(i -> Finding.of("CVE-2026-" + (10000 + i), severity, "package" + i))
                .toArray(Finding[]::new);
    }

    @Override
    public void close() {
        ecr.close();
    }
}
