package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.gate.tool.RealTool;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.opentest4j.TestAbortedException;

/** A workspace with Terraform code under Git, and the real programs. Its code needs no provider that would have to be downloaded. */
final class TerraformWorld implements AutoCloseable {

    static final String GOOD = """
            terraform {
              required_version = ">= 1.4"
            }

            variable "greeting" {
              type    = string
              default = "hello"
            }

            resource "terraform_data" "first" {
              input = var.greeting
            }

            output "greeting" {
              value = terraform_data.first.output
            }
            """;

    final Path workspace;
    final RepositoryBuilder repository;
    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, String> attached = new ConcurrentHashMap<>();
    final Map<String, String> environment = new ConcurrentHashMap<>();

    TerraformWorld(Path directory) {
        workspace = directory.resolve("work space");
        try {
            Files.createDirectories(workspace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        repository = RepositoryBuilder.init(workspace);
        environment.put("PATH", System.getenv("PATH"));
    }

    /** OpenTofu as {@code .ci/tools} builds it, or the Terraform of this machine. */
    static Path terraform() {
        try {
            return RealTool.need("tofu");
        } catch (TestAbortedException e) {
            return RealTool.need("terraform");
        }
    }

    /**
     * Makes providers known that {@code .ci/tools} has built, as {@code example.org/delivery/<name>}, version 1.0.0; skips the test where
     * there are none.
     */
    void providers(String... names) throws IOException {
        Path mirror = workspace.resolveSibling("providers");
        String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT) + "_"
                + System.getProperty("os.arch").replace("x86_64", "amd64").replace("aarch64", "arm64");
        StringBuilder required = new StringBuilder();
        for (String name : names) {
            Path program = RealTool.need("terraform-provider-" + name);
            Path directory = mirror.resolve("example.org/delivery/" + name + "/1.0.0/" + platform);
            Files.createDirectories(directory);
            Files.copy(program, directory.resolve("terraform-provider-" + name + "_v1.0.0"));
            required.append("    ")
                    .append(name)
                    .append(" = {\n      source = \"example.org/delivery/")
                    .append(name);
            required.append("\"\n    }\n");
        }
        file("providers.tf", "terraform {\n  required_providers {\n" + required + "  }\n}\n");
        Path settings = workspace.resolveSibling("terraform.rc");
        Files.writeString(
                settings, "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror + "\"\n  }\n}\n");
        environment.put("TF_CLI_CONFIG_FILE", settings.toString());
    }

    void commit(Map<String, String> files) {
        repository.commit("feat: infrastructure", files);
    }

    void file(String name, String text) {
        try {
            Path file = workspace.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EngineContext context() {
        return EngineContext.in(workspace)
                .environment(environment)
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }
                })
                .clock(Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC), duration -> {})
                .attachments(attached::put)
                .build();
    }

    /** The parameters of a check by Terraform alone, with changes. */
    TerraformChecksRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("terraform", terraform().toString());
        arguments.put("onlyChanged", false);
        arguments.put("checks", List.of("fmt", "validate"));
        arguments.put("timeout", "5m");
        arguments.putAll(changes);
        return RequestBinder.bind("terraformChecks", TerraformChecksRequest.class, arguments);
    }

    Map<String, Object> run(Map<String, Object> changes) throws InterruptedException {
        EngineContext context = context();
        context.redactor().learn(Credential.token("var", "s3cret-of-the-vars"));
        return new TerraformChecks().run(request(changes), context).toMap();
    }

    @Override
    public void close() {
        repository.close();
    }
}
