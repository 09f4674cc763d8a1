package io.jenkins.plugins.delivery.engine.gate.zap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * OWASP ZAP 2.17 as a daemon, put together from what is published as artifacts: core, network, spider. ZAP's own rules are not
 * published there, so it has one active rule of the test's and no passive ones.
 */
final class RealZap implements AutoCloseable {

    static final String KEY = "open-sesame";

    private static final String VERSION = "2.17.0";
    private static final Path HOME =
            Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "zap-" + VERSION);
    private static final String RESOURCES = "org/zaproxy/zap/resources/";

    private final Path directory;
    private final Process process;
    private final URI url;

    private RealZap(Path directory, Process process, URI url) {
        this.directory = directory;
        this.process = process;
        this.url = url;
    }

    /** Starts one, or skips the test with a sentence where its parts are not. */
    static RealZap start(Path directory, boolean withRule) throws Exception {
        assumeTrue(
                Files.isRegularFile(jar("zap")),
                "ZAP " + VERSION + " is not installed (.ci/tools), so what only it can show was not tested.");
        install(directory, withRule);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath(),
                        "org.zaproxy.zap.ZAP",
                        "-daemon",
                        "-silent",
                        "-dir",
                        directory.resolve("home").toString(),
                        "-installdir",
                        directory.resolve("zap").toString(),
                        "-host",
                        "127.0.0.1",
                        "-port",
                        String.valueOf(port),
                        "-config",
                        "api.key=" + KEY)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("zap.log").toFile())
                .start();
        RealZap zap = new RealZap(directory, process, URI.create("http://127.0.0.1:" + port));
        zap.awaitReady();
        return zap;
    }

    String url() {
        return url.toString();
    }

    /** A call of its API, for what somebody has set up there. */
    void call(String action, Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/JSON/" + action + "/?" + query))
                .header("X-ZAP-API-Key", KEY)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Ends the process at once, as a crash does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest version = HttpRequest.newBuilder(url.resolve("/JSON/core/view/version/"))
                .header("X-ZAP-API-Key", KEY)
                .timeout(Duration.ofSeconds(5))
                .build();
        for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); System.nanoTime() < end; ) {
            assertThat(process.isAlive())
                    .as(Files.readString(directory.resolve("zap.log")))
                    .isTrue();
            try {
                if (http.send(version, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet: a JVM of its own takes a while to listen.
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("ZAP did not start: " + Files.readString(directory.resolve("zap.log")));
    }

    private static Path jar(String artifact) {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            return jars.filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElse(HOME);
        } catch (IOException e) {
            return HOME;
        }
    }

    /** The add-ons and what only they use stay outside: ZAP gives them class loaders of their own. */
    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            return jars.filter(
                            file -> !file.getFileName()
                                    .toString()
                                    .matches(
                                            "(network|commonlib|automation|spider|bc\\w+|slf4j|log4j-slf4j|httpc|brotli|native|service)[-\\d].*"))
                    .map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        }
    }

    private static void install(Path directory, boolean withRule) throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("zap/plugin"));
        for (String addOn : List.of("commonlib", "automation", "spider")) {
            Files.copy(
                    jar(addOn),
                    plugins.resolve(jar(addOn)
                            .getFileName()
                            .toString()
                            .replace(addOn + "-", addOn + "-release-")
                            .replace(".jar", ".zap")));
        }
        network(plugins.resolve("network-beta-0.25.0.zap"));
        addOn(plugins, "callhome", "", Path.of(""));
        addOn(plugins, "database", "", Path.of(""));
        if (withRule) {
            addOn(
                    plugins,
                    "testrules",
                    "<ascanrules><ascanrule>testrules.ReflectedParameter</ascanrule></ascanrules>",
                    compiledRule(directory));
        }
        for (String file : List.of("lang/Messages.properties", "db/zapdb.script", "xml/config.xml")) {
            Path target = directory.resolve("zap").resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, entry(jar("zap"), RESOURCES + target.getFileName()));
        }
    }

    /** The network add-on brings libraries, which ZAP's own package holds inside of it. */
    private static void network(Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target));
                java.util.zip.ZipFile jar =
                        new java.util.zip.ZipFile(jar("network").toFile())) {
            List<ZipEntry> entries = new ArrayList<>(java.util.Collections.list(jar.entries()));
            for (ZipEntry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                jar.getInputStream(entry).transferTo(zip);
            }
            String description = new String(entry(jar("network"), "ZapAddOn.xml"), StandardCharsets.UTF_8);
            for (String library : description.split("<lib>libs/")) {
                Path file = HOME.resolve("lib").resolve(library.replaceAll("(?s)</lib>.*", ""));
                if (library.contains("</lib>") && Files.isRegularFile(file)) {
                    zip.putNextEntry(new ZipEntry("libs/" + file.getFileName()));
                    Files.copy(file, zip);
                }
            }
        }
    }

    private static void addOn(Path plugins, String name, String content, Path classes) throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(plugins.resolve(name + "-release-0.99.0.zap")))) {
            zip.putNextEntry(new ZipEntry("ZapAddOn.xml"));
            zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?><zapaddon><name>" + name
                            + "</name><version>0.99.0</version><status>release</status><description>for a test</description>"
                            + "<author>a test</author><not-before-version>" + VERSION + "</not-before-version>"
                            + content
                            + "</zapaddon>")
                    .getBytes(StandardCharsets.UTF_8));
            if (!classes.toString().isEmpty()) {
                zip.putNextEntry(new ZipEntry("testrules/ReflectedParameter.class"));
                Files.copy(classes.resolve("testrules/ReflectedParameter.class"), zip);
            }
        }
    }

    private static Path compiledRule(Path directory) throws IOException {
        Path source =
                Files.createDirectories(directory.resolve("rule/testrules")).resolve("ReflectedParameter.java");
        try (InputStream in = RealZap.class.getResourceAsStream("ReflectedParameter.java.txt")) {
            Files.write(source, in.readAllBytes());
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        classPath(),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).isZero();
        return classes;
    }

    private static byte[] entry(Path zip, String name) throws IOException {
        try (java.util.zip.ZipFile file = new java.util.zip.ZipFile(zip.toFile())) {
            return file.getInputStream(file.getEntry(name)).readAllBytes();
        }
    }
}
