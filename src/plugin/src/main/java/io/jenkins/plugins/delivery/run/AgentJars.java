package io.jenkins.plugins.delivery.run;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Jars on an agent for processes that a step starts there; classes that come over the channel are no files. They are brought once and
 * kept under the agent's root, each by the digest of its content.
 */
final class AgentJars {

    private static final String CACHE = "caches/git-flow-delivery";

    private AgentJars() {}

    /**
     * @param workspace where the step runs
     * @param jars files of the controller
     * @return their paths there; empty when that is this machine
     */
    static List<String> bring(FilePath workspace, List<Path> jars) throws IOException, InterruptedException {
        List<String> places = new ArrayList<>();
        if (workspace.isRemote()) {
            FilePath cache = root(workspace).child(CACHE);
            for (Path jar : jars) {
                places.add(bring(jar.toFile(), cache).getRemote());
            }
        }
        return places;
    }

    private static FilePath bring(File jar, FilePath cache) throws IOException, InterruptedException {
        FilePath there = cache.child(Util.getDigestOf(jar) + "-" + jar.getName());
        if (!there.exists()) {
            FilePath part = cache.child(UUID.randomUUID() + ".part");
            new FilePath(jar).copyTo(part);
            try {
                part.renameTo(there);
            } catch (IOException e) {
                part.delete();
                // Another build may have been quicker; the content is the same.
                if (!there.exists()) {
                    throw e;
                }
            }
        }
        return there;
    }

    private static FilePath root(FilePath workspace) {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new TerminalException(
                    "The agent of " + workspace.getRemote() + " has just gone.", "Run the build again.");
        }
        return root;
    }
}
