package io.jenkins.plugins.delivery.engine.chart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import io.jenkins.plugins.delivery.engine.process.FakeProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmProgramTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void itSeesNothingOfTheRunButProxiesAndCertificates() throws Exception {
        Map<String, String> environment = Map.of(
                "HTTPS_PROXY", "http://proxy.example.org:3128",
                "SSL_CERT_FILE", "/etc/ssl/own.pem",
                "AWS_SECRET_ACCESS_KEY", "s3cret-of-aws",
                "HELM_PLUGINS", "/home/somebody/plugins",
                "KUBECONFIG", "/home/somebody/.kube/config",
                "PATH", "/usr/bin:/bin");
        HelmHome home = HelmHome.create(environment);
        try (HelmProgram program = new HelmProgram(FakeProgram.write(directory.resolve("helm"), "env; pwd"), home)) {
            String output = program.call(LONG, List.of()).output();
            assertThat(output)
                    .contains("HTTPS_PROXY=http://proxy.example.org:3128", "SSL_CERT_FILE=/etc/ssl/own.pem")
                    .doesNotContain("s3cret", "somebody");
            assertThat(output.lines().filter(line -> line.matches("(HOME|HELM_\\w+|KUBECONFIG|TMPDIR|PWD)=.*")))
                    .hasSizeGreaterThan(8)
                    .allMatch(line -> line.contains("=" + home.path()));
            assertThat(output).endsWith(home.path() + "\n");
        }
        assertThat(home.path()).doesNotExist();
    }

    @Test
    void aSecretIsReadAndNotAnArgument() throws Exception {
        Path seen = directory.resolve("seen");
        Path helm =
                FakeProgram.write(directory.resolve("helm"), "echo \"$@\" >> '" + seen + "'; cat >> '" + seen + "'");
        try (AgentHelm session = new AgentHelm(new HelmProgram(helm, HelmHome.create(Map.of())))) {
            session.login("registry.example.org", Credential.usernamePassword("id", "-u $(id)", "s3cret"), false);
        }
        assertThat(seen)
                .hasContent("registry login --password-stdin --username=-u $(id) -- registry.example.org\ns3cret");
    }

    @Test
    void whatDoesNotEndInTimeIsKilledWithAllThatItHasStarted() throws Exception {
        Path pids = directory.resolve("pids");
        Path helm = FakeProgram.write(
                directory.resolve("helm"),
                "sleep 600 & echo $! > '" + pids + ".part'; mv '" + pids + ".part' '" + pids + "'; wait");
        try (HelmProgram program = new HelmProgram(helm, HelmHome.create(Map.of()))) {
            assertThatThrownBy(() -> program.call(Duration.ofSeconds(2), List.of("push", "x")))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("Helm did not finish 'push' within 2s and was stopped");
        }
        long child = Long.parseLong(Files.readString(pids).strip());
        // Empty when it has been reaped already.
        for (ProcessHandle handle : ProcessHandle.of(child).stream().toList()) {
            assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void aFloodIsNotKept() {
        Path helm = FakeProgram.write(
                directory.resolve("helm"), "head -c 40000000 /dev/zero; head -c 40000000 /dev/zero >&2");
        try (HelmProgram program = new HelmProgram(helm, HelmHome.create(Map.of()))) {
            assertThatThrownBy(() -> program.call(LONG, List.of("template")))
                    .isInstanceOf(HelmException.class)
                    .hasMessage("it wrote more than the 32 MB that are read of it");
        }
    }

    @Test
    void aRefusalIsToldFromTheFirstErrorOn() {
        Path helm = FakeProgram.write(
                directory.resolve("helm"),
                "echo 'WARNING: old' >&2; echo 'Error: no such chart' >&2; echo more >&2; exit 1");
        try (AgentHelm session = new AgentHelm(new HelmProgram(helm, HelmHome.create(Map.of())))) {
            assertThatThrownBy(() -> session.packageChart(directory, directory))
                    .isInstanceOf(HelmException.class)
                    .hasMessage("no such chart\nmore");
        }
        FakeProgram.write(directory.resolve("helm"), "exit 3");
        try (AgentHelm session = new AgentHelm(new HelmProgram(helm, HelmHome.create(Map.of())))) {
            assertThatThrownBy(() -> session.packageChart(directory, directory))
                    .isInstanceOf(HelmException.class)
                    .hasMessage("it ended with exit code 3 and said nothing");
        }
    }

    @Test
    void whatIsNoProgramOfThisMachineIsTold() throws Exception {
        Path helm = FakeProgram.write(directory.resolve("helm"), "");
        Files.writeString(helm, "#!/no/such/interpreter\n");
        try (HelmProgram program = new HelmProgram(helm, HelmHome.create(Map.of()))) {
            assertThatThrownBy(() -> program.call(LONG, List.of("version")))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContainingAll("cannot be started", "a helm for this machine");
        }
    }
}
