package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.FailureCards;
import io.jenkins.plugins.delivery.runner.host.PipelineHost;
import io.jenkins.plugins.delivery.runner.host.PipelineRun;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import io.jenkins.plugins.delivery.runner.host.RunJournal;
import io.jenkins.plugins.delivery.runner.host.RunListener;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.RunHeader;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import io.jenkins.plugins.delivery.runner.steps.RepositorySnapshot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Makes one run and its record. */
final class LegRunner {

    /**
     * @param result the result of the build
     * @param model the record
     * @param thrown what ended the run; empty when the script ran to its end
     */
    record End(BuildResult result, RunModel model, Optional<Throwable> thrown) {}

    private final VarsLibrary vars;
    private final StepRegistry steps;
    private final RunListener listener;
    private final AtomicReference<PipelineRun> current = new AtomicReference<>();
    private volatile String stopped;

    LegRunner(VarsLibrary vars, StepRegistry steps, RunListener listener) {
        this.vars = vars;
        this.steps = steps;
        this.listener = listener;
    }

    /** Stops the run that goes on, and any later one; callable from any thread. */
    void stop(String reason) {
        stopped = reason;
        PipelineRun running = current.get();
        if (running != null) {
            running.state().worsen(BuildResult.ABORTED);
            running.cancellation().cancel(BuildResult.ABORTED, reason);
        }
    }

    /** Runs to the end; all files of the run are gone then. */
    End run(RunRequest request, RunSetup.Leg leg) throws IOException {
        return run(request, leg, RunFiles.create());
    }

    /** Runs to the end; the files of the run are gone then, but for an archive that stays. */
    End run(RunRequest request, RunSetup.Leg leg, RunFiles runFiles) throws IOException {
        try (RunFiles files = runFiles) {
            EngineContext engine = EngineContext.in(files.folder("scratch"))
                    .secrets(leg.settings().secrets())
                    .ssh(SshSettings.STRICT.withMachineKeys())
                    .attachments(files.archive())
                    .build();
            RunRecorder recorder =
                    new RunRecorder(header(request, leg.source()), engine.clock(), engine.redactor()::redact);
            RunJournal journal = new RunJournal(recorder, listener, engine.redactor());
            PipelineRun run = new PipelineRun(request, leg, journal, files, engine);
            current.set(run);
            if (stopped != null) {
                stop(stopped);
            }
            PipelineHost.End end = new PipelineHost(run, steps, vars, AllSteps.variables()).run();
            recorder.messages(leg.messages().get());
            recorder.kept(files.archive().files());
            end.thrown().ifPresent(thrown -> recorder.failure(FailureCards.of(thrown, run)));
            if (end.thrown().isEmpty() && end.result() != BuildResult.SUCCESS) {
                recorder.failure(marked(end.result()));
            }
            recorder.finished(end.result().status());
            return new End(end.result(), recorder.snapshot(), end.thrown());
        } finally {
            current.set(null);
        }
    }

    /** The script ran to its end and left a bad result behind. */
    private static Failure marked(BuildResult result) {
        return new Failure(
                "The build is " + result.status().label() + ".",
                "see the marked stages",
                "A step set the result without ending the build, for example junit, unstable or catchError.",
                "Read the log of the marked stages.");
    }

    private static RunHeader header(RunRequest request, RunSetup.Source source) throws IOException {
        String branch = source.branch() == null ? "" : source.branch();
        String built = source.changeId() == null ? branch : "PR-" + source.changeId() + " to " + source.changeTarget();
        String commit = source.repository() == null
                ? ""
                : RepositorySnapshot.of(source.repository()).commit(source.branch());
        String title = built.isEmpty() ? request.job() : request.job() + ": " + built;
        return new RunHeader(title, request.job(), built, commit);
    }
}
