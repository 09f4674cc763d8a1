package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.runner.cli.DeliveryCommand;
import io.jenkins.plugins.delivery.runner.cli.StopSignal;
import io.jenkins.plugins.delivery.runner.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code delivery run --sandbox} as {@code Main} calls it, with a terminal in memory and a hand on the sandbox: it can be prepared
 * before the first run, and stays open until the test has looked at what the runs left behind.
 */
final class SandboxRun implements AutoCloseable {

    private final Consumer<Sandbox> preparation;
    private Sandbox sandbox;
    private int exitCode;
    private String output = "";

    private SandboxRun(Consumer<Sandbox> preparation) {
        this.preparation = preparation;
    }

    /** Runs a Jenkinsfile; the sandbox is as it comes. */
    static SandboxRun of(String... args) {
        return of(sandbox -> {}, args);
    }

    /** Runs a Jenkinsfile in a sandbox that was prepared, with a fault for example. */
    static SandboxRun of(Consumer<Sandbox> preparation, String... args) {
        SandboxRun run = new SandboxRun(preparation);
        run.execute(args);
        return run;
    }

    /** Runs the command once more in the same sandbox, which goes on where it stopped: the next branch, fault or not. */
    void again(String... args) {
        execute(args);
    }

    private void execute(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        List<String> line = new ArrayList<>(List.of("run", "--sandbox"));
        line.addAll(List.of(args));
        exitCode = new DeliveryCommand(
                        new Terminal(stream, stream, null, false, Map.of()), new StopSignal(), this::open)
                .execute(line.toArray(String[]::new));
        output = bytes.toString(StandardCharsets.UTF_8);
    }

    private RunSetup open(SandboxOptions options) throws InterruptedException {
        if (sandbox == null) {
            sandbox = Sandbox.open(options);
            preparation.accept(sandbox);
        }
        return new LeftOpen(sandbox);
    }

    /** The command is through with the sandbox; the test is not. */
    private record LeftOpen(Sandbox sandbox) implements RunSetup {
        @Override
        public String title() {
            return sandbox.title();
        }

        @Override
        public Optional<Leg> next() {
            return sandbox.next();
        }

        @Override
        public void close() {}
    }

    int exitCode() {
        return exitCode;
    }

    /** Everything that the last run printed. */
    String output() {
        return output;
    }

    /** @throws IllegalStateException when the command was refused before there was one */
    SandboxServers servers() {
        return opened().servers();
    }

    SandboxCluster cluster() {
        return opened().cluster();
    }

    /** The repository with the desired state. */
    BareRepository gitops() {
        return new BareRepository(servers().git().repositoryDirectory(SandboxServers.GITOPS_REPOSITORY));
    }

    /** The repository of the service. */
    BareRepository service() {
        return new BareRepository(servers().git().repositoryDirectory(SandboxServers.SERVICE_REPOSITORY));
    }

    /** The ids of the sandbox's credentials that one of the texts gives away, plain or as HTTP's basic authentication. */
    List<String> secretsIn(String... texts) {
        String all = String.join("\n", texts);
        return servers().secrets().all().stream()
                .filter(credential -> all.contains(credential.secret()) || all.contains(basic(credential)))
                .map(Credential::id)
                .toList();
    }

    private static String basic(Credential credential) {
        String pair = credential.username() + ":" + credential.secret();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Sandbox opened() {
        if (sandbox == null) {
            throw new IllegalStateException("The sandbox was never opened. The command said:\n" + output);
        }
        return sandbox;
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
