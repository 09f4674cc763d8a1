package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.chart.LintFindings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of a helm program (Helm documentation, "Helm Commands"). Outside strings come after {@code --}. */
final class AgentHelm implements Helm {

    /** For work on this machine. */
    private static final Duration LOCAL = Duration.ofMinutes(1);

    /** For work with a registry or chart repository. */
    private static final Duration REMOTE = Duration.ofMinutes(5);

    private static final String UNREAD_INDEX = "...Unable to get an update";

    private static final String PLAIN_HTTP = "--plain-http";

    /** What {@code helm lint} prints around its findings. */
    private static final Pattern AROUND_LINT = Pattern.compile("==> Linting .*|\\d+ chart\\(s\\) linted, .*");

    private final HelmProgram program;

    /** Those that this session has logged in to by plain http. */
    private final Set<String> plainHosts = new HashSet<>();

    AgentHelm(HelmProgram program) {
        this.program = program;
    }

    @Override
    public void login(String host, Credential credential, boolean plainHttp) throws InterruptedException {
        String user = credential.username() == null ? "token" : credential.username();
        List<String> command = new ArrayList<>(List.of("registry", "login", "--password-stdin", "--username=" + user));
        addPlainHttp(plainHttp, command, "registry", "login");
        command.addAll(List.of("--", host));
        checked(program.call(REMOTE, credential.secret(), command));
        if (plainHttp) {
            plainHosts.add(host);
        }
    }

    @Override
    public void buildDependencies(Path chart) throws InterruptedException {
        dependencies("build", chart);
    }

    @Override
    public void updateDependencies(Path chart) throws InterruptedException {
        dependencies("update", chart);
    }

    private void dependencies(String verb, Path chart) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("dependency", verb));
        addPlainHttp(plainRegistriesOnly(chart), command, "dependency", verb);
        command.addAll(List.of("--", chart.toString()));
        HelmProgram.Ending ending = program.call(REMOTE, command);
        if (ending.exit() != 0) {
            // Why an index could not be read is only in the output, and the error is the consequence.
            String unread = ending.output()
                    .lines()
                    .filter(line -> line.startsWith(UNREAD_INDEX))
                    .map(line -> line.substring(3) + "; ")
                    .collect(Collectors.joining());
            throw new HelmException(unread + words(ending));
        }
    }

    /** Whether every OCI registry that the chart depends on speaks plain http, as Helm 3 finds out by itself and Helm 4 does not. */
    private boolean plainRegistriesOnly(Path chart) {
        Set<String> hosts = ChartRegistries.of(chart);
        return !hosts.isEmpty() && plainHosts.containsAll(hosts);
    }

    @Override
    public LintFindings lint(Path chart) throws InterruptedException {
        HelmProgram.Ending ending = program.call(LOCAL, List.of("lint", "--", chart.toString()));
        List<String> lines = ending.output()
                .lines()
                .filter(line -> !line.isBlank() && !AROUND_LINT.matcher(line).matches())
                .toList();
        if (ending.exit() != 0 && lines.isEmpty()) {
            throw new HelmException(words(ending));
        }
        return LintFindings.of(ending.exit() != 0, lines);
    }

    @Override
    public String template(Path chart, String release, List<Path> values, String kubeVersion)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("template", "--kube-version=" + kubeVersion));
        values.forEach(file -> command.add("--values=" + listItem(file.toString())));
        command.addAll(List.of("--", release, chart.toString()));
        return checked(program.call(LOCAL, command)).output();
    }

    @Override
    public void packageChart(Path chart, Path destination) throws InterruptedException {
        checked(program.call(LOCAL, List.of("package", "--destination=" + destination, "--", chart.toString())));
    }

    @Override
    public String push(Path archive, URI remote, boolean plainHttp) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("push"));
        addPlainHttp(plainHttp, command, "push");
        command.addAll(List.of("--", archive.toString(), remote.toString()));
        HelmProgram.Ending ending = checked(program.call(REMOTE, command));
        // Which of the two streams has the digest differs between versions of Helm.
        return ending.output() + ending.messages();
    }

    @Override
    public HelmReleases releases() {
        return new AgentReleases(program);
    }

    @Override
    public void close() {
        program.close();
    }

    /** Older versions have no such option and take plain http for loopback addresses by themselves. */
    private void addPlainHttp(boolean wanted, List<String> command, String... verbs) throws InterruptedException {
        if (wanted) {
            List<String> help = new ArrayList<>(Arrays.asList(verbs));
            help.add("--help");
            if (program.call(LOCAL, help).output().contains(PLAIN_HTTP)) {
                command.add(PLAIN_HTTP);
            }
        }
    }

    /** An item of an option that Helm splits at commas, as a quoted field of CSV. */
    static String listItem(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static HelmProgram.Ending checked(HelmProgram.Ending ending) {
        if (ending.exit() != 0) {
            throw new HelmException(words(ending));
        }
        return ending;
    }

    /** Helm's words from its first error on; warnings before it say nothing about why. */
    static String words(HelmProgram.Ending ending) {
        String messages = ending.messages().strip();
        int error = messages.startsWith("Error: ") ? 0 : messages.indexOf("\nError: ") + 1;
        String words = messages.substring(error).replaceFirst("^Error: ", "");
        return words.isEmpty() ? "it ended with exit code " + ending.exit() + " and said nothing" : words;
    }
}
