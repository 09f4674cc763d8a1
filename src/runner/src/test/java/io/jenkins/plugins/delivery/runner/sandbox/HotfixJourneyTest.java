package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hotfix on its way to prod while a release is open, and everything that follows it in Git. */
class HotfixJourneyTest {

    @TempDir
    Path folder;

    @Test
    void aHotfixGoesToProdAndIntoDevelopAndTheOpenRelease() {
        String script = TrunkPipeline.script("environments: [stage: [:], prod: [:]],")
                .replace("flow: 'trunk'", "flow: 'git-flow'");
        Path jenkinsfile = TrunkPipeline.write(folder, script);
        try (SandboxRun run = SandboxRun.of(HotfixJourneyTest::hotfixWhileAReleaseIsOpen, jenkinsfile.toString())) {
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.gitops().changes())
                    .extracting(BareRepository.Change::subject)
                    .containsExactly("promote payments 1.3.1-rc.1 to stage", "promote payments 1.3.1 to prod");
            assertThat(run.output())
                    .contains("1.3.1 has the tree of 1.3.1-rc.1 (hotfix/1.3.1 at ")
                    .containsSubsequence("✓ Deploy to prod", "✓ Finish");
            BareRepository service = run.service();
            String release = service.commit("refs/tags/v1.3.1");
            assertThat(release).isNotEmpty().isEqualTo(service.commit("refs/heads/main"));
            assertThat(List.of("develop", "release/1.4.0")).allSatisfy(branch -> {
                assertThat(service.contains("refs/heads/" + branch, release))
                        .as(branch + " contains the hotfix")
                        .isTrue();
                assertThat(service.subject("refs/heads/" + branch)).startsWith("Merge ");
            });
        }
    }

    private static void hotfixWhileAReleaseIsOpen(Sandbox sandbox) {
        SandboxTeam team = sandbox.team();
        team.cutRelease();
        sandbox.take(List.of(() -> team.cutHotfix("1.3.1"), () -> team.finishHotfix("1.3.1")));
    }
}
