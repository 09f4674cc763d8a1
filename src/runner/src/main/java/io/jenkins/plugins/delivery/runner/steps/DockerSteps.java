package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.BODY;
import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.RECORDED;
import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.WORKSPACE;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the variable {@code docker} does: blocks run on this machine, images are built with the docker command line. */
final class DockerSteps {

    private DockerSteps() {}

    static List<StepSpec> all() {
        return List.of(
                StepSpec.of("dockerInside", List.of("name"), DockerSteps::inside, BODY),
                StepSpec.of("dockerServer", List.of("uri"), StepCall::body, BODY),
                StepSpec.of("dockerRegistry", List.of("url", "credentialsId"), DockerSteps::registry, BODY, WORKSPACE),
                StepSpec.of("dockerBuild", List.of("name", "args"), DockerSteps::build, WORKSPACE, RECORDED),
                StepSpec.of("dockerPull", List.of("name"), call -> docker(call, "pull", name(call)), WORKSPACE),
                StepSpec.of("dockerTag", List.of("name", "tag"), DockerSteps::tag, WORKSPACE),
                StepSpec.of("dockerPush", List.of("name", "tag"), DockerSteps::push, WORKSPACE, RECORDED),
                StepSpec.of("dockerRun", StepSpec.ANY, DockerSteps::refuseRun));
    }

    private static Object inside(StepCall call) throws Exception {
        call.log(
                LineKind.WARNING,
                "docker.image('" + name(call)
                        + "').inside: the runner starts no containers; the block runs on this machine with the tools that are here.");
        return call.body();
    }

    private static Object refuseRun(StepCall call) {
        throw new PipelineFailure("docker.image(…).run and withRun are not run here: the runner starts no containers."
                + " Start what the tests need in sh.");
    }

    private static Object build(StepCall call) throws Exception {
        List<String> command = new ArrayList<>(List.of("build", "-t", name(call)));
        command.addAll(Arrays.asList(call.text("args", ".").trim().split("\\s+")));
        docker(call, command.toArray(String[]::new));
        return new DockerVariable.Image(name(call));
    }

    private static Object tag(StepCall call) throws Exception {
        docker(call, "tag", name(call), tagged(call));
        return tagged(call);
    }

    private static Object push(StepCall call) throws Exception {
        if (call.text("tag") != null) {
            docker(call, "tag", name(call), tagged(call));
        }
        return docker(call, "push", call.text("tag") == null ? name(call) : tagged(call));
    }

    private static Object registry(StepCall call) throws Exception {
        String id = call.text("credentialsId");
        if (id == null || id.isBlank()) {
            return call.body();
        }
        Credential credential = call.run().engine().credential(id);
        if (credential.username() == null) {
            throw new PipelineFailure("docker.withRegistry: " + credential
                    + " is a bare token and a registry needs a user name; give it as user:password.");
        }
        Path config = Files.createTempDirectory(call.run().files().folder("secrets"), "docker");
        try {
            Map<String, String> own = Map.of("DOCKER_CONFIG", config.toString());
            String url = call.required("url");
            LocalProcess login = new LocalProcess(
                    call, List.of("docker", "login", "--username", credential.username(), "--password-stdin", url));
            check(run(login, credential.secret(), own), "login");
            return call.body(call.scope().with(own));
        } finally {
            RunFiles.delete(config);
        }
    }

    private static Object docker(StepCall call, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(Arrays.asList(arguments));
        check(run(new LocalProcess(call, command), "", Map.of()), arguments[0]);
        return null;
    }

    private static LocalProcess.End run(LocalProcess process, String input, Map<String, String> environment)
            throws InterruptedException {
        try {
            return process.run(false, input, environment);
        } catch (IOException e) {
            throw new PipelineFailure(
                    "docker needs the docker command line, and it cannot be started here (" + e.getMessage()
                            + "). Install it, or build the image in sh with a tool that is here.",
                    e);
        }
    }

    private static void check(LocalProcess.End end, String command) {
        if (end.exitCode() != 0) {
            throw new PipelineFailure("docker " + command + " returned exit code " + end.exitCode());
        }
    }

    private static String name(StepCall call) {
        return call.required("name");
    }

    /** The same repository with another tag; a colon in the last part is a tag, one before it a port. */
    private static String tagged(StepCall call) {
        String name = name(call);
        int colon = name.lastIndexOf(':');
        String repository = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
        return repository + ":" + call.required("tag");
    }
}
