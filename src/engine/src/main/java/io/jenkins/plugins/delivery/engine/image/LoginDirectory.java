package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory with the log-ins of one run, as Docker keeps them: a {@code config.json} whose {@code auths} have user and password of a
 * registry in Base64. It is beside the workspace and never in it, so that no build packs or commits it, and nobody but its owner may
 * read it. Each run has its own; making one deletes those of earlier runs.
 */
final class LoginDirectory {

    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "registry-login";
    private static final String AUTHS = "auths";

    /** Two steps of a run may work on one file at the same time, in one process. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path all;
    private final Path directory;

    private LoginDirectory(Path all, String run) {
        this.all = all;
        this.directory = all.resolve(run);
    }

    /**
     * The directory of the run; it need not exist.
     *
     * @param environment of the run: {@code WORKSPACE_TMP} is where Jenkins wants such files, {@code BUILD_URL} tells runs apart
     */
    static LoginDirectory of(Path workDir, Map<String, String> environment) {
        Path workspace = workDir.toAbsolutePath().normalize();
        Path given = Path.of(environment.getOrDefault("WORKSPACE_TMP", "")).normalize();
        boolean fits = given.isAbsolute() && !given.startsWith(checkout(workspace));
        Path beside = fits ? given : sibling(checkout(workspace));
        String run = environment.getOrDefault("BUILD_URL", environment.getOrDefault("BUILD_TAG", "local"));
        String id =
                Digest.of(run.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length(), "sha256:".length() + 16);
        return new LoginDirectory(beside.resolve(NAME), id);
    }

    /** The outermost directory that a tool may take for the sources: the work tree around the directory, or the directory itself. */
    private static Path checkout(Path workspace) {
        for (Path at = workspace; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return workspace;
    }

    private static Path sibling(Path checkout) {
        if (checkout.getParent() == null) {
            throw new TerminalException(
                    "The workspace is the root of a file system, and a log-in has no place beside it.",
                    "Work in a directory, or set WORKSPACE_TMP to one outside.");
        }
        return checkout.resolveSibling(checkout.getFileName() + "@tmp");
    }

    /** Its absolute path. */
    String path() {
        return directory.toString();
    }

    /** Adds or replaces the log-in to a registry. */
    void put(String host, Credential credential) {
        String user = credential.username() == null ? "token" : credential.username();
        String pair = user + ":" + credential.secret();
        synchronized (ONE_AT_A_TIME) {
            try {
                deleteOthers();
                Files.createDirectories(directory, onlyOwner("rwx------"));
                ObjectNode config = read();
                config.withObject("/" + AUTHS)
                        .putObject(host)
                        .put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
                write(config);
            } catch (IOException e) {
                throw failure("written", e);
            }
        }
    }

    /** @return false when there was no log-in to the registry */
    boolean remove(String host) {
        synchronized (ONE_AT_A_TIME) {
            try {
                if (!Files.exists(directory.resolve(FILE))) {
                    return false;
                }
                ObjectNode config = read();
                boolean had = config.withObject("/" + AUTHS).remove(host) != null;
                if (config.withObject("/" + AUTHS).isEmpty()) {
                    TemporaryDirectory.delete(directory);
                } else {
                    write(config);
                }
                return had;
            } catch (IOException e) {
                throw failure("taken away", e);
            }
        }
    }

    /** What an earlier run left, because it was aborted. */
    private void deleteOthers() throws IOException {
        if (!Files.isDirectory(all)) {
            return;
        }
        List<Path> runs;
        try (Stream<Path> entries = Files.list(all)) {
            runs = entries.filter(entry -> !entry.equals(directory)).toList();
        }
        for (Path run : runs) {
            TemporaryDirectory.delete(run);
        }
    }

    /** What a tool wrote there stays; a file that is no JSON is begun anew. */
    private ObjectNode read() throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        JsonNode config;
        try {
            config = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
        return config instanceof ObjectNode object && (!object.has(AUTHS) || object.get(AUTHS) instanceof ObjectNode)
                ? object
                : JSON.createObjectNode();
    }

    /** Under another name first, so that a tool never reads half a file; nobody else can read either. */
    private void write(ObjectNode config) throws IOException {
        Path fresh = Files.createTempFile(directory, "config", ".tmp", onlyOwner("rw-------"));
        Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config));
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** On Windows the directory of the agent's user protects what is in it. */
    private static FileAttribute<?>[] onlyOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The message of the cause names files and nothing that is in them. */
    private TerminalException failure(String what, IOException e) {
        return new TerminalException(
                "The log-in in " + directory + " cannot be " + what + " ("
                        + e.getClass().getSimpleName() + ").",
                "Check that the directory beside the workspace can be written.");
    }
}
