package io.jenkins.plugins.delivery.runner.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import io.jenkins.plugins.delivery.runner.sandbox.FilledTemplates;
import io.jenkins.plugins.delivery.runner.sandbox.HostSettings;
import io.jenkins.plugins.delivery.runner.sandbox.PushHook;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.sandbox.Sandbox;
import io.jenkins.plugins.delivery.runner.sandbox.SandboxDesk;
import io.jenkins.plugins.delivery.runner.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sandbox}: keeps a sandbox up for a Jenkins beside it, until it is stopped. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Starts Git, registry, ECR, Argo CD and Slack for a Jenkinsfile on the loopback address and keeps them up for a"
                    + " Jenkins beside them. Its desk is a page with buttons that push commits, cut releases and break"
                    + " environments.",
            "In the files of --template, ${SANDBOX_…} stands for an address or a credential of the sandbox.",
        })
final class SandboxCommand implements Callable<Integer> {

    private static final List<String> ACCOUNTS = List.of("ADMIN", "APPROVER");

    private final Terminal terminal;
    private final StopSignal stop;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--template", paramLabel = "DIR", description = "Files to fill; needs --into.")
    private Path template;

    @Option(names = "--into", paramLabel = "DIR", description = "Where the filled files go.")
    private Path into;

    @Option(
            names = "--jenkins",
            paramLabel = "URL",
            description =
                    "Address of the Jenkins beside the sandbox, with the slash at its end; it is told of every push.")
    private URI jenkins;

    @Option(
            names = "--patience",
            paramLabel = "10m",
            defaultValue = "10m",
            description = "The longest that a promotion waits for the sandbox's Argo CD; default: ${DEFAULT-VALUE}.")
    private String patience;

    SandboxCommand(Terminal terminal, StopSignal stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((template == null) != (into == null)) {
            throw new InvalidInputException("The command line", List.of("--template and --into belong together."));
        }
        Duration longest = Durations.parse(patience);
        CountDownLatch stopped = new CountDownLatch(1);
        HostSettings surroundings = settings.settings(terminal);
        SandboxOptions options = new SandboxOptions(
                source.jenkinsfile(), config(surroundings), surroundings.defaults(), source.sandboxSource());
        try (Sandbox sandbox = Sandbox.open(options);
                SandboxDesk desk = SandboxDesk.open(sandbox);
                PushHook ignored = PushHook.of(sandbox, jenkins);
                StopSignal.Registration registered = stop.register(reason -> stopped.countDown())) {
            tell(sandbox, desk, longest);
            stopped.await();
        }
        return 0;
    }

    private void tell(Sandbox sandbox, SandboxDesk desk, Duration longest) {
        Map<String, String> addresses = new LinkedHashMap<>(sandbox.facts().addresses());
        addresses.put("SANDBOX_DESK", desk.url().toString());
        Map<String, String> facts = new LinkedHashMap<>(addresses);
        facts.putAll(sandbox.facts().credentials());
        facts.put("SANDBOX_OVERRIDE", json(sandbox.override(longest)));
        if (jenkins != null) {
            facts.put("SANDBOX_JENKINS_URL", jenkins.toString());
        }
        ACCOUNTS.forEach(account ->
                facts.put("SANDBOX_" + account + "_PASSWORD", sandbox.facts().password(account)));
        if (template != null) {
            new FilledTemplates(facts).copy(template, into);
        }
        terminal.out().println(sandbox.title());
        addresses.forEach((name, value) -> terminal.out().println("  " + name + "=" + value));
        if (template != null) {
            terminal.out().println("Filled " + template + " into " + into + "; the credentials are in there.");
        }
        terminal.out().println("The sandbox runs until it is stopped (Ctrl-C).");
    }

    private Map<String, Object> config(HostSettings surroundings) throws IOException {
        RunSetup.Leg leg = new RunSetup.Leg(source.sandboxSource(), surroundings, List::of, "");
        List<Map<String, Object>> configs =
                new ConfigReader(source.library()).read(source.request(Set.of(CapturedConfig.PIPELINE)), leg);
        return configs.isEmpty() ? Map.of() : configs.get(0);
    }

    private static String json(Map<String, Object> map) {
        try {
            return new ObjectMapper().writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and texts can always be written as JSON", e);
        }
    }
}
