package io.jenkins.plugins.delivery.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds a context; everything but the work directory has a default. */
public final class EngineContextBuilder {
    Path workDir;
    DeliveryLog log = DeliveryLog.SILENT;
    Secrets secrets = Secrets.NONE;
    Clock clock = Clock.systemUTC();
    EngineContext.Sleeper sleeper = duration -> Thread.sleep(duration.toMillis());
    Map<String, String> environment = Map.of();
    boolean dryRun;
    SecretRedactor redactor = new SecretRedactor();
    HostChecks host = HostChecks.NONE;
    List<Path> childJars = List.of();
    SshSettings ssh = SshSettings.STRICT;
    Attachments attachments = Attachments.NONE;

    EngineContextBuilder(Path workDir) {
        this.workDir = workDir;
    }

    public EngineContextBuilder workDir(Path value) {
        this.workDir = value;
        return this;
    }

    public EngineContextBuilder log(DeliveryLog value) {
        this.log = Objects.requireNonNull(value);
        return this;
    }

    public EngineContextBuilder secrets(Secrets value) {
        this.secrets = Objects.requireNonNull(value);
        return this;
    }

    public EngineContextBuilder clock(Clock value, EngineContext.Sleeper matchingSleeper) {
        this.clock = Objects.requireNonNull(value);
        this.sleeper = Objects.requireNonNull(matchingSleeper);
        return this;
    }

    public EngineContextBuilder environment(Map<String, String> value) {
        this.environment = Map.copyOf(value);
        return this;
    }

    public EngineContextBuilder dryRun(boolean value) {
        this.dryRun = value;
        return this;
    }

    public EngineContextBuilder host(HostChecks value) {
        this.host = Objects.requireNonNull(value);
        return this;
    }

    public EngineContextBuilder childJars(List<Path> value) {
        this.childJars = List.copyOf(value);
        return this;
    }

    public EngineContextBuilder ssh(SshSettings value) {
        this.ssh = Objects.requireNonNull(value);
        return this;
    }

    public EngineContextBuilder attachments(Attachments value) {
        this.attachments = Objects.requireNonNull(value);
        return this;
    }

    public EngineContext build() {
        return new EngineContext(this);
    }
}
