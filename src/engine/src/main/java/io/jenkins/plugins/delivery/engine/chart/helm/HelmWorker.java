package io.jenkins.plugins.delivery.engine.chart.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.PushCommand;
import com.marcnuri.helm.RegistryCommand;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of the Helm process. Reads one {@link HelmMessage} a line from standard input, command first, and answers each
 * with {@code ok} or {@code error} and its texts; ends with its input.
 *
 * <p>Why a process of its own: rendering makes the Go runtime take over SIGTERM and SIGQUIT of the JVM; a call that hangs can only
 * be killed with its process; and log-ins go to the home directory, which belongs to a process and not to a thread.
 */
public final class HelmWorker {

    /** Most characters of an answer; more than any cluster takes as one release. */
    private static final int MOST_OUTPUT = 32 << 20;

    private HelmWorker() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // A call that hangs would outlive a parent that was killed, because it keeps this thread from its input's end.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1)));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> command = HelmMessage.decode(line);
            if (command != null) {
                // A line break first: native code may have left a line of its own unfinished.
                out.println();
                out.println(HelmMessage.encode(answer(command)));
            }
        }
        // The Go runtime keeps threads; without this the JVM would stay.
        Runtime.getRuntime().halt(0);
    }

    private static List<String> answer(List<String> command) {
        List<String> answer = new ArrayList<>();
        try {
            // Asked first, because helm-java would otherwise try to download a library for an unknown platform.
            if (NativeLibrary.serviceProviderLibrary(null) == null) {
                return List.of("unavailable", "the native library of Helm is not on the class path");
            }
            List<String> result = run(command.get(0), command.subList(1, command.size()));
            answer.add("ok");
            answer.addAll(result);
        } catch (LinkageError e) {
            return List.of("unavailable", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return List.of("error", e.getMessage() == null ? e.toString() : e.getMessage());
        }
        long size = answer.stream().mapToLong(String::length).sum();
        return size <= MOST_OUTPUT
                ? answer
                : List.of("error", "it wrote more than the " + (MOST_OUTPUT >> 20) + " MB that are read of it");
    }

    private static void upgrade(List<String> args) {
        UpgradeCommand upgrade = new Helm(Path.of(args.get(0)))
                .upgrade()
                .install()
                .resetValues()
                .withName(args.get(1))
                .withNamespace(args.get(2))
                .withKubeConfig(Path.of(args.get(3)))
                .withDescription(args.get(4))
                .withTimeout(Integer.parseInt(args.get(5)));
        if (Boolean.parseBoolean(args.get(6))) {
            upgrade.createNamespace();
        }
        if (Boolean.parseBoolean(args.get(7))) {
            upgrade.dryRun();
        }
        args.subList(8, args.size()).forEach(file -> upgrade.withValuesFile(Path.of(file)));
        upgrade.call();
    }

    private static List<String> run(String command, List<String> args) {
        return switch (command) {
            case "version" -> List.of(Helm.version().call());
            case "login" -> {
                RegistryCommand.LoginCommand login = Helm.registry()
                        .login()
                        .withHost(args.get(0))
                        .withUsername(args.get(1))
                        .withPassword(args.get(2));
                yield List.of((Boolean.parseBoolean(args.get(3)) ? login.plainHttp() : login).call());
            }
            case "build-dependencies" ->
                List.of(new Helm(Path.of(args.get(0))).dependency().build().call());
            case "update-dependencies" ->
                List.of(new Helm(Path.of(args.get(0))).dependency().update().call());
            case "lint" -> {
                LintResult lint = new Helm(Path.of(args.get(0))).lint().call();
                List<String> answer = new ArrayList<>(List.of(String.valueOf(lint.isFailed())));
                answer.addAll(lint.getMessages());
                yield answer;
            }
            case "template" -> {
                TemplateCommand template = new Helm(Path.of(args.get(0)))
                        .template()
                        .withName(args.get(1))
                        // The helm program has this namespace by itself.
                        .withNamespace("default")
                        .withKubeVersion(args.get(2));
                args.subList(3, args.size()).forEach(file -> template.withValuesFile(Path.of(file)));
                yield List.of(template.call());
            }
            case "package" -> {
                new Helm(Path.of(args.get(0)))
                        .packageIt()
                        .withDestination(Path.of(args.get(1)))
                        .call();
                yield List.of();
            }
            case "push" -> {
                PushCommand push = Helm.push().withChart(Path.of(args.get(0))).withRemote(URI.create(args.get(1)));
                yield List.of((Boolean.parseBoolean(args.get(2)) ? push.plainHttp() : push).call());
            }
            case "upgrade" -> {
                upgrade(args);
                yield List.of();
            }
            default -> throw new IllegalArgumentException("unknown command " + command);
        };
    }
}
