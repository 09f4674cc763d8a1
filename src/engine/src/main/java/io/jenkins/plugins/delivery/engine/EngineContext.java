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

    private EngineContext(Builder builder) {
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

    public static Builder in(Path workDir) {
        return new Builder(workDir);
    }

    /** A builder with the same values, to change a few. */
    public Builder toBuilder() {
        Builder builder = new Builder(workDir);
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
        return builder;
    }

    /** Builds a context; everything but the work directory has a default. */
    public static final class Builder {
        private Path workDir;
        private DeliveryLog log = DeliveryLog.SILENT;
        private Secrets secrets = Secrets.NONE;
        private Clock clock = Clock.systemUTC();
        private Sleeper sleeper = duration -> Thread.sleep(duration.toMillis());
        private Map<String, String> environment = Map.of();
        private boolean dryRun;
        private SecretRedactor redactor = new SecretRedactor();
        private HostChecks host = HostChecks.NONE;
        private List<Path> childJars = List.of();
        private SshSettings ssh = SshSettings.STRICT;

        private Builder(Path workDir) {
            this.workDir = workDir;
        }

        public Builder workDir(Path value) {
            this.workDir = value;
            return this;
        }

        public Builder log(DeliveryLog value) {
            this.log = Objects.requireNonNull(value);
            return this;
        }

        public Builder secrets(Secrets value) {
            this.secrets = Objects.requireNonNull(value);
            return this;
        }

        public Builder clock(Clock value, Sleeper matchingSleeper) {
            this.clock = Objects.requireNonNull(value);
            this.sleeper = Objects.requireNonNull(matchingSleeper);
            return this;
        }

        public Builder environment(Map<String, String> value) {
            this.environment = Map.copyOf(value);
            return this;
        }

        public Builder dryRun(boolean value) {
            this.dryRun = value;
            return this;
        }

        public Builder host(HostChecks value) {
            this.host = Objects.requireNonNull(value);
            return this;
        }

        public Builder childJars(List<Path> value) {
            this.childJars = List.copyOf(value);
            return this;
        }

        public Builder ssh(SshSettings value) {
            this.ssh = Objects.requireNonNull(value);
            return this;
        }

        public EngineContext build() {
            return new EngineContext(this);
        }
    }
}
