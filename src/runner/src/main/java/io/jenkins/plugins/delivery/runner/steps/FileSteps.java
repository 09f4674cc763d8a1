package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.WORKSPACE;

import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Steps on single files of the workspace. */
final class FileSteps {

    private FileSteps() {}

    static List<StepSpec> all() {
        return List.of(
                StepSpec.of("pwd", List.of("tmp"), FileSteps::pwd, WORKSPACE),
                StepSpec.of("fileExists", List.of("file"), FileSteps::fileExists, WORKSPACE),
                StepSpec.of("readFile", List.of("file", "encoding"), FileSteps::readFile, WORKSPACE),
                StepSpec.of("writeFile", List.of("file", "text", "encoding"), FileSteps::writeFile, WORKSPACE),
                StepSpec.of("touch", List.of("file", "timestamp"), FileSteps::touch, WORKSPACE),
                StepSpec.of("deleteDir", List.of(), FileSteps::deleteDir, WORKSPACE),
                StepSpec.of("cleanWs", StepSpec.ANY, FileSteps::cleanWs, WORKSPACE));
    }

    private static Object pwd(StepCall call) throws IOException {
        return call.flag("tmp")
                ? call.run().files().folder("tmp").toString()
                : call.directory().toString();
    }

    private static Object fileExists(StepCall call) {
        return Files.exists(call.resolve(call.required("file")));
    }

    private static Object readFile(StepCall call) throws IOException {
        Path file = call.resolve(call.required("file"));
        if (!Files.isRegularFile(file)) {
            throw new PipelineFailure("readFile found no file '" + call.text("file") + "' in the workspace.");
        }
        byte[] bytes = Files.readAllBytes(file);
        return "Base64".equalsIgnoreCase(call.text("encoding"))
                ? Base64.getEncoder().encodeToString(bytes)
                : new String(bytes, charset(call));
    }

    private static Object writeFile(StepCall call) throws IOException {
        Path file = call.resolve(call.required("file"));
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        String text = call.required("text");
        Files.write(
                file,
                "Base64".equalsIgnoreCase(call.text("encoding"))
                        ? Base64.getDecoder().decode(text)
                        : text.getBytes(charset(call)));
        return null;
    }

    private static Object touch(StepCall call) throws IOException {
        Path file = call.resolve(call.required("file"));
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        long time = call.number("timestamp", call.run().engine().clock().millis());
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(time));
        return null;
    }

    private static Object deleteDir(StepCall call) throws IOException {
        RunFiles.delete(call.directory());
        if (call.directory().equals(call.scope().workspace())) {
            Files.createDirectories(call.directory());
        }
        return null;
    }

    private static Object cleanWs(StepCall call) throws IOException {
        try (Stream<Path> children = Files.list(call.scope().workspace())) {
            for (Path child : children.toList()) {
                RunFiles.delete(child);
            }
        }
        return null;
    }

    private static Charset charset(StepCall call) {
        String name = call.text("encoding");
        if (name == null || name.isBlank()) {
            return StandardCharsets.UTF_8;
        }
        if (!Charset.isSupported(name)) {
            throw new PipelineFailure(call.step() + " was refused: the encoding '" + name + "' is not known.");
        }
        return Charset.forName(name);
    }
}
