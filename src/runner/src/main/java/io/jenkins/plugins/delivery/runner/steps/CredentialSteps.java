package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.BODY;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code withCredentials}: secrets as environment variables of a block; their values never reach a log. */
final class CredentialSteps {

    private CredentialSteps() {}

    static List<StepSpec> all() {
        return List.of(StepSpec.of("withCredentials", List.of("bindings"), CredentialSteps::bind, BODY));
    }

    private static Object bind(StepCall call) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        try {
            for (Object item : call.list("bindings")) {
                if (!(item instanceof Map<?, ?> binding) || binding.get(Symbols.NAME) == null) {
                    throw new PipelineFailure("withCredentials was refused: '" + item
                            + "' is no binding; write for example usernamePassword(credentialsId: …).");
                }
                bind(call, binding, variables, files);
            }
            return call.body(call.scope().with(variables));
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void bind(StepCall call, Map<?, ?> binding, Map<String, String> variables, List<Path> files)
            throws IOException {
        String kind = binding.get(Symbols.NAME).toString();
        switch (kind) {
            case "usernamePassword" -> {
                Credential credential = withUser(call, binding, kind);
                variables.put(value(binding, kind, "usernameVariable"), credential.username());
                variables.put(value(binding, kind, "passwordVariable"), credential.secret());
            }
            case "usernameColonPassword" -> {
                Credential credential = withUser(call, binding, kind);
                variables.put(value(binding, kind, "variable"), credential.username() + ":" + credential.secret());
            }
            case "string" -> variables.put(value(binding, kind, "variable"), text(credential(call, binding, kind)));
            case "file" -> {
                Path file = secretFile(call, whole(credential(call, binding, kind)));
                files.add(file);
                variables.put(value(binding, kind, "variable"), file.toString());
            }
            default ->
                throw new PipelineFailure(
                        "withCredentials: the binding " + kind
                                + " is not supported by the runner; use usernamePassword, usernameColonPassword, string or file.");
        }
    }

    private static Credential withUser(StepCall call, Map<?, ?> binding, String kind) {
        Credential credential = credential(call, binding, kind);
        if (credential.kind() != Credential.Kind.PASSWORD) {
            throw new PipelineFailure("withCredentials: " + credential + " is "
                    + credential.kind().words() + " and " + kind
                    + " needs a user name; give it as user:password, or bind it with string(…).");
        }
        return credential;
    }

    /** A token with a colon in it was read as a user with a password; here it is one text again. */
    private static String whole(Credential credential) {
        return credential.kind() == Credential.Kind.PASSWORD
                ? credential.username() + ":" + credential.secret()
                : text(credential);
    }

    private static String text(Credential credential) {
        return credential.kind() == Credential.Kind.PRIVATE_KEY ? credential.privateKey() : credential.secret();
    }

    /** Looks the credential up and teaches the log to hide it, line by line because logs are read so. */
    private static Credential credential(StepCall call, Map<?, ?> binding, String kind) {
        Credential credential = call.run().engine().credential(value(binding, kind, "credentialsId"));
        text(credential)
                .lines()
                .map(String::trim)
                .forEach(line -> call.run().journal().redactor().learn(Credential.token(credential.id(), line)));
        return credential;
    }

    private static Path secretFile(StepCall call, String content) throws IOException {
        Path folder = call.run().files().folder("secrets");
        FileAttribute<?>[] onlyOwner =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return Files.writeString(Files.createTempFile(folder, "secret", "", onlyOwner), content);
    }

    private static String value(Map<?, ?> binding, String kind, String name) {
        Object value = binding.get(name);
        if (value == null) {
            throw new PipelineFailure("withCredentials was refused: " + kind + " needs " + name + ".");
        }
        return value.toString();
    }
}
