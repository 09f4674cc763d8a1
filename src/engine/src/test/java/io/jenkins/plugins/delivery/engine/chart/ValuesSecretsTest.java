package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesSecretsTest {

    @TempDir
    Path workDir;

    private final List<String> lines = new ArrayList<>();

    @Test
    void whatAReviewAcceptsIsToldInTheLogAndNotRefused() {
        Map<String, Path> files =
                Map.of("values-dev.yaml", file("values-dev.yaml", "db: {user: a, password: hunter2}\n"));
        List<String> refused = problems(null, "2026-01-01", files);
        assertThat(refused).singleElement().asString().doesNotContain("hunter2");
        Matcher fingerprint = Pattern.compile("v1-[0-9a-f]{8}").matcher(refused.get(0));
        assertThat(fingerprint.find()).isTrue();

        file("ci/secrets.yaml", """
                - {path: db.password, file: values-dev.yaml, value: %s, reason: throw-away, owner: shop, expires: 2026-06-30}
                - {path: token, file: values.yaml, value: v1-00000000, reason: gone, expires: 2026-06-30}
                """.formatted(fingerprint.group()));
        assertThat(problems("ci/secrets.yaml", "2026-06-30", files)).isEmpty();
        assertThat(lines)
                .containsExactly(
                        "Accepted plaintext secret in values-dev.yaml: db.password (throw-away; shop, until 2026-06-30).",
                        "WARN The allow list ci/secrets.yaml accepts a secret that is not there: values.yaml: token (gone, until"
                                + " 2026-06-30). Delete the entry.");

        lines.clear();
        assertThat(problems("ci/secrets.yaml", "2026-07-01", files))
                .singleElement()
                .asString()
                .endsWith("(accepted until 2026-06-30 only)");
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("ci/secrets.yaml has expired"));
    }

    @Test
    void aListThatIsNotThereOrLeadsOutIsRefused() {
        assertThatThrownBy(() -> problems("missing.yaml", "2026-01-01", Map.of()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no allow list 'missing.yaml'");
        assertThatThrownBy(() -> problems("../list.yaml", "2026-01-01", Map.of()))
                .hasMessageContaining("leads out of the workspace");
    }

    @Test
    void manySecretsAreCountedAndHugeFilesRefusedUnread() throws Exception {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            yaml.append("s").append(i).append(": {token: hunter2}\n");
        }
        assertThat(problems(null, "2026-01-01", Map.of("values.yaml", file("values.yaml", yaml.toString()))))
                .hasSize(26)
                .last()
                .isEqualTo("and 15 more secrets in plain text");

        Path huge = file("huge.yaml", "");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        assertThat(problems(null, "2026-01-01", Map.of("huge.yaml", huge)))
                .singleElement()
                .asString()
                .contains("huge.yaml is larger than 8 MB");
    }

    private Path file(String name, String text) {
        return ChartFixture.file(workDir, name, text);
    }

    private List<String> problems(String allowList, String today, Map<String, Path> files) {
        Map<String, Object> arguments = new HashMap<>(Map.of("chart", "chart", "version", "1.0.0"));
        if (allowList != null) {
            arguments.put("secretsAllowList", allowList);
        }
        EngineContext context = EngineContext.in(workDir)
                .clock(
                        Clock.fixed(Instant.parse(today + "T12:00:00Z"), ZoneOffset.UTC),
                        duration -> assertThat(duration).isEqualTo(Duration.ZERO))
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        lines.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        lines.add("WARN " + message);
                    }
                })
                .build();
        List<String> problems = new ArrayList<>();
        ValuesSecrets.check(
                RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments), context, files, problems);
        return problems;
    }
}
