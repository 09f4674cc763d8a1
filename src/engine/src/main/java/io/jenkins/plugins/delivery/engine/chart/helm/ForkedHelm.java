package io.jenkins.plugins.delivery.engine.chart.helm;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.chart.LintFindings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Helm's own code (helm-java) in a JVM of its own, which is started by {@link #open} and killed by {@link #close}. */
public final class ForkedHelm implements Helm {

    /** For work on this machine. */
    private static final Duration LOCAL = Duration.ofMinutes(1);

    /** For work with a registry or chart repository. */
    private static final Duration REMOTE = Duration.ofMinutes(5);

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private final HelmProcess process;

    private ForkedHelm(HelmProcess process) {
        this.process = process;
    }

    /** Each session is a Helm process. */
    public static Helm.Sessions sessions() {
        return new Helm.Sessions() {
            @Override
            public List<Path> jars() {
                return HelmClassPath.jars();
            }

            @Override
            public Helm open(HelmChoice choice, EngineContext context) throws InterruptedException {
                HelmPlatform.check();
                ForkedHelm helm = new ForkedHelm(HelmProcess.start(context.childJars(), context.environment()));
                try {
                    context.log().info("Helm: " + helm.version() + ", embedded.");
                    return helm;
                } catch (RuntimeException | InterruptedException e) {
                    helm.close();
                    throw e;
                }
            }
        };
    }

    /** Of Helm itself, for example {@code 3.21.0}. */
    private String version() throws InterruptedException {
        Matcher number = VERSION.matcher(process.call(LOCAL, "version").get(0));
        return number.find() ? number.group() : "of an unknown version";
    }

    @Override
    public void login(String host, Credential credential, boolean plainHttp) throws InterruptedException {
        String user = credential.username() == null ? "token" : credential.username();
        process.call(REMOTE, "login", host, user, credential.secret(), String.valueOf(plainHttp));
    }

    @Override
    public void buildDependencies(Path chart) throws InterruptedException {
        process.call(REMOTE, "build-dependencies", chart.toString());
    }

    @Override
    public void updateDependencies(Path chart) throws InterruptedException {
        process.call(REMOTE, "update-dependencies", chart.toString());
    }

    @Override
    public LintFindings lint(Path chart) throws InterruptedException {
        List<String> answer = process.call(LOCAL, "lint", chart.toString());
        return LintFindings.of(Boolean.parseBoolean(answer.get(0)), answer.subList(1, answer.size()));
    }

    @Override
    public String template(Path chart, String release, List<Path> values, String kubeVersion)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("template", chart.toString(), release, kubeVersion));
        values.forEach(file -> command.add(process.withoutComma(file).toString()));
        return process.call(LOCAL, command.toArray(String[]::new)).get(0);
    }

    @Override
    public void packageChart(Path chart, Path destination) throws InterruptedException {
        process.call(LOCAL, "package", chart.toString(), destination.toString());
    }

    @Override
    public String push(Path archive, URI remote, boolean plainHttp) throws InterruptedException {
        List<String> answer =
                process.call(REMOTE, "push", archive.toString(), remote.toString(), String.valueOf(plainHttp));
        if (answer.isEmpty()) {
            throw new HelmException("Helm reported nothing about the push of " + archive.getFileName());
        }
        return answer.get(0);
    }

    @Override
    public HelmReleases releases() {
        return new EmbeddedReleases(process);
    }

    @Override
    public void close() {
        process.close();
    }
}
