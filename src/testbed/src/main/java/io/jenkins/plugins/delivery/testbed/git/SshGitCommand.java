package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/** One {@code git-upload-pack} or {@code git-receive-pack} of a client that came by SSH (git's pack-protocol, "SSH Transport"). */
final class SshGitCommand implements Command {

    private static final Pattern LINE = Pattern.compile("git[ -](upload|receive)-pack '?/?([^']+?)'?");
    private static final int NOT_FOUND = 128;

    private final GitServer git;
    private final String line;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Thread thread;

    SshGitCommand(GitServer git, String line) {
        this.git = git;
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        String protocol = environment.getEnv().get("GIT_PROTOCOL");
        thread = new Thread(() -> run(protocol), "ssh-git-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run(String protocol) {
        int code = 1;
        try {
            code = serve(protocol);
        } catch (IOException | RuntimeException e) {
            // The client went away, or asked for nonsense; it sees the end of the stream and the exit code.
            code = 1;
        } finally {
            exit.onExit(code);
        }
    }

    private int serve(String protocol) throws IOException {
        Matcher asked = LINE.matcher(line);
        if (!asked.matches()) {
            return say("ERROR: This is a Git server and no shell.");
        }
        try (Repository repository = git.open(GitServer.plainName(asked.group(2)))) {
            if (asked.group(1).equals("receive")) {
                git.receivePack(repository).receive(in, out, err);
            } else {
                UploadPack upload = new UploadPack(repository);
                if (protocol != null) {
                    upload.setExtraParameters(List.of(protocol.split(":")));
                }
                upload.upload(in, out, err);
            }
            return 0;
        } catch (RepositoryNotFoundException e) {
            return say("ERROR: Repository not found.");
        }
    }

    private int say(String words) throws IOException {
        err.write((words + "\n").getBytes(StandardCharsets.UTF_8));
        err.flush();
        return NOT_FOUND;
    }
}
