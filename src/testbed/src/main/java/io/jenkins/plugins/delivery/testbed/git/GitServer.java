package io.jenkins.plugins.delivery.testbed.git;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * A real Git server (JGit's smart HTTP) on 127.0.0.1 over bare repositories in one directory. The git command line and JGit can clone,
 * fetch (shallow too) and push; a push of several refs is atomic when the client asks for it.
 *
 * <p>Pushes can be rejected, branches protected, and a lost race can be provoked with {@link #beforeNextPush}.
 */
public final class GitServer implements AutoCloseable {

    private final Path root;
    private final GitGuard guard;
    private final Map<String, PushRules> rules = new ConcurrentHashMap<>();
    private final List<Consumer<PushEvent>> listeners = new CopyOnWriteArrayList<>();
    private final GitListener listener = new GitListener();

    private GitServer(Path root, GitAccess access) {
        this.root = root;
        this.guard = new GitGuard(access);
    }

    /** Starts a server that everybody may use, over repositories below the given directory. */
    public static GitServer start(Path root) {
        return start(root, GitAccess.open());
    }

    /** Starts a server over repositories below the given directory. */
    public static GitServer start(Path root, GitAccess access) {
        GitServer server = new GitServer(root, access);
        server.restart();
        return server;
    }

    /** Creates an empty bare repository whose HEAD is {@code main}, and returns its URL. The name may contain slashes. */
    public String create(String name) {
        try {
            try (Git git = Git.init()
                    .setBare(true)
                    .setInitialBranch("main")
                    .setDirectory(repositoryDirectory(name).toFile())
                    .call()) {
                // Packing in the background after many pushes would still write when the directory is removed.
                StoredConfig config = git.getRepository().getConfig();
                config.setBoolean("receive", null, "autogc", false);
                config.save();
            }
            rules.put(name, new PushRules(name, event -> listeners.forEach(action -> action.accept(event))));
            return url(name);
        } catch (GitAPIException | IOException e) {
            throw new GitServerException("The repository " + name + " could not be created: " + e.getMessage(), e);
        }
    }

    /** The URL to clone from, without credentials. It stays the same over {@link #stop()} and {@link #restart()}. */
    public String url(String name) {
        return "http://127.0.0.1:" + listener.port() + "/" + name + ".git";
    }

    /** The bare repository's directory, for reading in a test. */
    public Path repositoryDirectory(String name) {
        return root.resolve(name + ".git");
    }

    /** Rejects every push to the repository, as a pre-receive hook does; the message is what the hook prints. */
    public void rejectPushes(String name, String message) {
        rules(name).reject(message);
    }

    /** Ends {@link #rejectPushes}. */
    public void acceptPushes(String name) {
        rules(name).accept();
    }

    /**
     * Rejects pushes that bring a commit that breaks a rule, as a pre-receive hook does.
     *
     * @param rule from a commit's message to what the hook prints, or to null when the commit is welcome
     */
    public void declineCommits(String name, UnaryOperator<String> rule) {
        rules(name).commitRule(rule);
    }

    /** Rejects every push to this branch of the repository. */
    public void protectBranch(String name, String branch) {
        rules(name).protectedRefs().add("refs/heads/" + branch);
    }

    /** Ends {@link #protectBranch}. */
    public void unprotectBranch(String name, String branch) {
        rules(name).protectedRefs().remove("refs/heads/" + branch);
    }

    /**
     * Runs the action once, when the next push has been sent and before it is compared with the refs: what the action pushes makes that
     * push lose the race.
     */
    public void beforeNextPush(String name, Runnable action) {
        rules(name).beforeNext(action);
    }

    /** How many pushes moved at least one ref. */
    public int pushes(String name) {
        return rules(name).pushes();
    }

    /** How many pushes arrived, rejected ones included. */
    public int pushAttempts(String name) {
        return rules(name).attempts();
    }

    /** Tells the action about every accepted push to any repository, on the server's thread, before the client gets its answer. */
    public void onPush(Consumer<PushEvent> action) {
        listeners.add(action);
    }

    /** Answers the next HTTP requests with this status. */
    public void failNext(int count, int status) {
        guard.failNext(count, status);
    }

    /**
     * Fails pushes, to any repository, in ways that leave the client in doubt.
     *
     * @param plan the fault of the first push from now on, of the second, and so on
     */
    public void faultPushes(IntFunction<PushFault> plan) {
        guard.faults().plan(plan);
    }

    /** Closes the port and every connection; repositories stay for {@link #restart()}. */
    public void stop() {
        listener.stop();
    }

    /** Listens again, on the same port as before. */
    public void restart() {
        GitServlet servlet = new GitServlet();
        servlet.setRepositoryResolver((request, name) -> open(plainName(name)));
        servlet.setReceivePackFactory(this::receivePack);
        listener.start(guard, servlet);
    }

    @Override
    public void close() {
        stop();
    }

    /** One of the repositories, opened. */
    Repository open(String name) throws RepositoryNotFoundException {
        if (!rules.containsKey(name)) {
            throw new RepositoryNotFoundException(name);
        }
        try {
            return new FileRepositoryBuilder()
                    .setGitDir(repositoryDirectory(name).toFile())
                    .setMustExist(true)
                    .build();
        } catch (IOException e) {
            throw new GitServerException("The repository " + name + " could not be opened: " + e.getMessage(), e);
        }
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        PushRules rule = rulesOf(repository);
        if (request.getMethod().equals("POST")) {
            rule.arriving();
        }
        return receivePack(repository, rule);
    }

    /** For a connection that asks and pushes in one go: the push arrives when its commands do. */
    ReceivePack receivePack(Repository repository) {
        PushRules rule = rulesOf(repository);
        return receivePack(repository, (receive, commands) -> {
            rule.arriving();
            rule.onPreReceive(receive, commands);
        });
    }

    private ReceivePack receivePack(Repository repository, PreReceiveHook before) {
        ReceivePack receive = new ReceivePack(repository);
        receive.setPreReceiveHook(before);
        receive.setPostReceiveHook(rulesOf(repository));
        return receive;
    }

    private PushRules rulesOf(Repository repository) {
        Path path = repository.getDirectory().toPath();
        return rules(plainName(root.relativize(path).toString()));
    }

    static String plainName(String name) {
        return name.endsWith(".git") ? name.substring(0, name.length() - ".git".length()) : name;
    }

    private PushRules rules(String name) {
        PushRules rule = rules.get(name);
        if (rule == null) {
            throw new GitServerException(
                    "The Git server has no repository " + name + "; it has " + rules.keySet() + ".");
        }
        return rule;
    }
}
