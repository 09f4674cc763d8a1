package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One run: what its steps share. */
public final class PipelineRun {

    private final RunRequest request;
    private final RunSetup.Leg leg;
    private final RunJournal journal;
    private final RunFiles files;
    private final EngineContext engine;
    private final RunEnvironment environment;
    private final BuildState state = new BuildState();
    private final FailureSites failures = new FailureSites();
    private final Cancellation cancellation = Cancellation.root();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Set<String> vars = new TreeSet<>();
    private final Instant startedAt = Clock.systemUTC().instant();

    /**
     * @param engine the context that engine operations derive theirs from; its redactor is the one of the journal
     * @param files where the run keeps its files
     */
    public PipelineRun(RunRequest request, RunSetup.Leg leg, RunJournal journal, RunFiles files, EngineContext engine) {
        this.request = request;
        this.leg = leg;
        this.journal = journal;
        this.files = files;
        this.engine = engine;
        this.environment = new RunEnvironment(BuildVariables.of(request, leg));
        this.parameters.putAll(request.parameters());
    }

    /** The variables that a run starts with. */
    public static Map<String, String> variables(RunRequest request, RunSetup.Leg leg) {
        return BuildVariables.of(request, leg);
    }

    public RunRequest request() {
        return request;
    }

    /** What is built, and in which surroundings. */
    public RunSetup.Leg leg() {
        return leg;
    }

    public RunJournal journal() {
        return journal;
    }

    public RunFiles files() {
        return files;
    }

    public RunEnvironment environment() {
        return environment;
    }

    public BuildState state() {
        return state;
    }

    public FailureSites failures() {
        return failures;
    }

    /** Stops the whole run. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Build parameters as {@code params} shows them; declared ones join with their defaults. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The Jenkinsfile as it stands in stack traces. */
    public String scriptName() {
        return request.scriptName();
    }

    /** The context of an engine operation that is called here; outside {@code node} the latest workspace serves for reading. */
    public EngineContext engineFor(StepCall call) {
        Path directory = call.directory() == null ? files.latestWorkspace().orElse(engine.workDir()) : call.directory();
        return engine.toBuilder()
                .workDir(directory)
                .log(journal.logOf(call.scope().stage()))
                .environment(call.environment())
                .build();
    }

    /** The context outside any call. */
    public EngineContext engine() {
        return engine;
    }

    void knows(Set<String> names) {
        vars.addAll(names);
    }

    /** Whether a step stands in for the var of this name. */
    boolean replacesVar(String name) {
        return request.replacedVars().contains(name);
    }

    /** Everything a script can call by name. */
    Set<String> callable(Collection<String> steps) {
        Set<String> all = new TreeSet<>(steps);
        all.addAll(vars);
        return all;
    }
}
