package io.jenkins.plugins.delivery.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.revwalk.RevCommit;

/** The runner's sandbox as a process of its own, as the demo has it, with the demo's configuration filled into a Jenkins home. */
final class SandboxBeside implements AutoCloseable {

    private static final Path PROGRAM = Path.of("..", "runner", "target", "delivery.jar");
    private static final Path DEMO = Path.of("demo");
    private static final Path EXAMPLE = Path.of("..", "..", "Jenkinsfile.example");
    private static final String FACTS = "sandbox.properties";
    private static final String FACT_NAMES = """
            git=${SANDBOX_GITOPS_URL}
            user=${SANDBOX_GIT_USER}
            password=${SANDBOX_GIT_PASSWORD}
            admin=${SANDBOX_ADMIN_PASSWORD}
            approver=${SANDBOX_APPROVER_PASSWORD}
            desk=${SANDBOX_DESK}
            override=${SANDBOX_OVERRIDE}
            """;

    private final Process process;
    private final Properties facts;
    private final Path scratch;
    private final HttpClient http = HttpClient.newHttpClient();
    private int clones;

    private SandboxBeside(Process process, Properties facts, Path scratch) {
        this.process = process;
        this.facts = facts;
        this.scratch = scratch;
    }

    /** Whether the runner has been packaged, which the test phase of a whole build has done. */
    static boolean isBuilt() {
        return Files.isRegularFile(PROGRAM);
    }

    /**
     * Starts a sandbox and waits until it is there.
     *
     * @param home of the Jenkins beside it
     * @param jenkins its address
     */
    static SandboxBeside start(Path home, URI jenkins, Path scratch) throws IOException, InterruptedException {
        Path template = scratch.resolve("template");
        copy(DEMO, template);
        Files.writeString(template.resolve(FACTS), FACT_NAMES);
        Path words = scratch.resolve("sandbox.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        PROGRAM.toString(),
                        "sandbox",
                        EXAMPLE.toString(),
                        "--template",
                        template.toString(),
                        "--into",
                        home.toString(),
                        "--jenkins",
                        jenkins.toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        while (!Files.readString(words).contains("The sandbox runs until")) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IOException("The sandbox did not start: " + Files.readString(words));
            }
        }
        Properties facts = new Properties();
        try (var in = Files.newBufferedReader(home.resolve(FACTS))) {
            facts.load(in);
        }
        return new SandboxBeside(process, facts, scratch);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** The made-up password of an account of the demo: admin or approver. */
    String password(String account) {
        return facts.getProperty(account);
    }

    /** Presses a button of the desk and returns what it says. */
    String press(String button) throws IOException, InterruptedException {
        URI uri = URI.create(facts.getProperty("desk")).resolve(button);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The desk refuses " + button + ": " + answer.body());
        }
        return answer.body().strip();
    }

    /** The version that answers in an environment. */
    String running(String environment) throws IOException, InterruptedException {
        JsonNode override = new ObjectMapper().readTree(facts.getProperty("override"));
        URI service =
                URI.create(override.at("/environments/" + environment + "/url").asText() + "/version");
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(service).build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body()).path("version").asText();
    }

    /** Subjects of the commits of the GitOps repository that changed an environment, oldest first, without the one it began with. */
    List<String> promotions(String environment) throws Exception {
        GitAccess access = GitAccess.only(facts.getProperty("user"), facts.getProperty("password"));
        Path directory = scratch.resolve("gitops-" + clones++);
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(facts.getProperty("git"), directory, access)) {
            List<String> subjects = new ArrayList<>();
            for (RevCommit commit : clone.git()
                    .log()
                    .addPath("environments/" + environment + "/payments/values.yaml")
                    .call()) {
                subjects.add(0, commit.getShortMessage());
            }
            return subjects.subList(1, subjects.size());
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
