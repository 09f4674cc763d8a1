package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run that broke, and what has to be true of every such run.
 *
 * @param run the run
 * @param breakage what broke
 * @param page its report
 */
record FailedRun(SandboxRun run, Breakage breakage, Path page) implements AutoCloseable {

    /** Runs the pipeline of the breakage. */
    static FailedRun of(Breakage breakage, Path folder) {
        Path page = folder.resolve("report.html");
        String jenkinsfile = TrunkPipeline.write(folder, TrunkPipeline.script(breakage.pipeline()))
                .toString();
        SandboxRun run = SandboxRun.of(breakage.fault(), jenkinsfile, "--approve", "all", "--report", page.toString());
        return new FailedRun(run, breakage, page);
    }

    /** The text of the report, without its markup. */
    String report() throws IOException {
        return Files.readString(page)
                .replaceAll("(?s)<style.*?</style>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    /** Exit code, card, report and Slack tell the same, in words: of a step or a gate. */
    void tellsTheFailure() throws IOException {
        tellsTheFailure(
                "The (step \\w+ (failed|decided no|was refused, before any effect)|gate .+ (failed|could not decide)( in \\w+)?)\\.",
                "stage '" + breakage.stage() + "', Jenkinsfile:");
    }

    /** @param what pattern of what the card says has failed */
    void tellsTheFailure(String what, String where) throws IOException {
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        FailureCard card = FailureCard.in(run.output());
        assertThat(card.what()).matches(what);
        assertThat(card.where()).startsWith(where);
        assertThat(card.why()).containsPattern(breakage.why());
        assertThat(card.next()).contains(breakage.next());
        assertThat(run.output().lines().filter(line -> line.startsWith("  Why ")))
                .hasSize(1);
        assertThat(run.output()).doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(");
        assertThat(report()).contains(card.what(), breakage.stage()).containsPattern("What next \\S");
        assertThat(run.secretsIn(run.output(), Files.readString(page))).isEmpty();
        assertThat(run.servers().slack().channels())
                .flatExtracting(channel -> channel.messages())
                .last()
                .satisfies(message -> assertThat(message.text()).contains("failed at " + breakage.stage()));
        assertThat(run.servers().argo().failures()).isEmpty();
    }

    void nothingIsPromoted() {
        assertThat(run.gitops().changes()).isEmpty();
        everythingIsAsBefore();
    }

    /** Git moves forward only: what was pushed stays in the history, and a second commit takes it back. */
    void devWentBack() {
        assertThat(run.gitops().changes())
                .extracting(BareRepository.Change::subject)
                .containsExactly("promote payments 1.3.0 to dev", "restore payments in dev to 0.0.0");
        assertThat(run.gitops().changes().get(1).trailer("Delivery-Restores")).isNotEmpty();
        everythingIsAsBefore();
    }

    private void everythingIsAsBefore() {
        String before = TrunkPipeline.BEFORE;
        assertThat(TrunkPipeline.tags(run)).isEqualTo(Map.of("dev", before, "stage", before, "prod", before));
    }

    @Override
    public void close() {
        run.close();
    }
}
