package io.jenkins.plugins.delivery.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a host lends to an operation: the work directory, the log, secrets, the clock and the run's environment. Everything that
 * is logged passes a redactor that knows each secret handed out.
 */
public final class EngineContext {

    /** How an operation waits; a test replaces it to move its clock instead. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final Path workDir;
    private final DeliveryLog log;
    private final Secrets secrets;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<String, String> environment;
    private final boolean dryRun;
    private final SecretRedactor redactor;
    private final HostChecks host;
    private final List<Path> childJars;
    private final SshSettings ssh;
    private final Attachments attachments;

    EngineContext(EngineContextBuilder builder) {
        this.workDir = Objects.requireNonNull(builder.workDir, "workDir");
        this.secrets = builder.secrets;
        this.clock = builder.clock;
        this.sleeper = builder.sleeper;
        this.environment = Map.copyOf(builder.environment);
        this.dryRun = builder.dryRun;
        this.redactor = builder.redactor;
        this.log = new RedactingLog(builder.log, redactor);
        this.host = builder.host;
        this.childJars = builder.childJars;
        this.ssh = builder.ssh;
        this.attachments = builder.attachments;
    }

    /** The workspace: a checkout of the service repository. Relative paths of requests start here. */
    public Path workDir() {
        return workDir;
    }

    public DeliveryLog log() {
        return log;
    }

    public Clock clock() {
        return clock;
    }

    /** Environment of the run (BRANCH_NAME, CHANGE_ID, CHANGE_TARGET, BUILD_URL …), not of this process. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Whether effects are forbidden. */
    public boolean dryRun() {
        return dryRun;
    }

    /** Removes every secret handed out so far from a text. */
    public SecretRedactor redactor() {
        return redactor;
    }

    /** What the host checks before a delivery begins. */
    public HostChecks host() {
        return host;
    }

    /** Where the {@linkplain Operation#childJars() jars} for processes are; empty when those of this process can be used. */
    public List<Path> childJars() {
        return childJars;
    }

    /** Which SSH servers and keys count here. */
    public SshSettings ssh() {
        return ssh;
    }

    /**
     * Keeps a text with the run, without the secrets handed out so far. A dry run keeps nothing.
     *
     * @param name relative path with '/', for example {@code delivery/scan.json}; one of the same name is replaced
     * @throws TerminalException when it cannot be kept: proof that is lost is no proof
     */
    public void attach(String name, String text) {
        attachments.attach(name, text, redactor, dryRun);
    }

    public void pause(Duration duration) throws InterruptedException {
        sleeper.sleep(duration);
    }

    /**
     * The credential with this id.
     *
     * @throws TerminalException when there is none in the scope of the run
     */
    public Credential credential(String credentialsId) {
        Credential credential = secrets.find(credentialsId)
                .orElseThrow(() -> new TerminalException(
                        "No credentials with the id '" + credentialsId + "' are visible to this run.",
                        "Create them, or correct the credentialsId."));
        redactor.learn(credential);
        return credential;
    }

    public static EngineContextBuilder in(Path workDir) {
        return new EngineContextBuilder(workDir);
    }

    /** A builder with the same values, to change a few. */
    public EngineContextBuilder toBuilder() {
        EngineContextBuilder builder = new EngineContextBuilder(workDir);
        builder.log = ((RedactingLog) log).delegate();
        builder.secrets = secrets;
        builder.clock = clock;
        builder.sleeper = sleeper;
        builder.environment = environment;
        builder.dryRun = dryRun;
        builder.redactor = redactor;
        builder.host = host;
        builder.childJars = childJars;
        builder.ssh = ssh;
        builder.attachments = attachments;
        return builder;
    }
}
