package io.jenkins.plugins.delivery.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.JenkinsProcess;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * {@code Jenkinsfile.example} in a Jenkins process of its own, configured as the demo is, with the sandbox beside it: from commit to
 * prod, over a kill of the controller and a restart, and back again when a deployment fails or is aborted.
 */
class JourneyInJenkinsTest {

    private static final int PORT = freePort();
    private static final URI ADDRESS = URI.create("http://localhost:" + PORT + "/jenkins/");

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withPort(PORT)
            .withTimeout(0)
            .javaOptions(
                    "-Dhudson.plugins.git.GitStatus.NOTIFY_COMMIT_ACCESS_CONTROL=disabled-for-polling",
                    "-Djenkins.install.runSetupWizard=false");

    @TempDir
    Path scratch;

    private SandboxBeside sandbox;
    private JenkinsSite admin;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(SandboxBeside.isBuilt(), "src/runner is not packaged: build it in the same Maven run");
        sandbox = SandboxBeside.start(jenkins.getHome().toPath(), ADDRESS, scratch);
        jenkins.startJenkins();
        admin = new JenkinsSite(ADDRESS, "admin", sandbox.password("admin"));
    }

    @AfterEach
    void stop() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void carriesTheExampleFromCommitToProdOverAKillAndARestart() throws Exception {
        sandbox.press("hold/dev");
        scan();
        Branch develop = new Branch(admin, "develop");
        develop.awaitLine(1, "payments in dev: ");
        assertThat(develop.busyExecutors()).as("executors held while waiting").isZero();
        JenkinsProcess.kill(jenkins);
        sandbox.press("heal/dev");
        jenkins.startJenkins();
        assertThat(develop.result(1)).as(develop.console(1)).isEqualTo("SUCCESS");
        assertThat(sandbox.promotions("dev")).as("promotions to dev").hasSize(1);
        assertThat(sandbox.running("dev")).startsWith("1.4.0-");
        told(develop, 1);

        String cut = sandbox.press("release");
        Branch release = new Branch(admin, cut.replaceAll("^Cut |\\.$", ""));
        assertThat(release.result(1)).as(release.console(1)).isEqualTo("SUCCESS");
        assertThat(sandbox.running("stage")).startsWith("1.4.0-rc.");
        told(release, 1);

        sandbox.press("finish");
        Branch main = new Branch(admin, "main");
        String question = main.awaitInput(1);
        assertThat(main.busyExecutors()).as("executors held at the approval").isZero();
        assertThat(sandbox.promotions("prod"))
                .as("promotions before the approval")
                .isEmpty();
        jenkins.stopJenkins();
        jenkins.startJenkins();
        assertThat(main.awaitInput(1)).isEqualTo(question);
        JenkinsSite approver = admin.as("release-managers", sandbox.password("approver"));
        assertThat(main.proceed(approver, 1, question)).isIn(200, 302);
        assertThat(main.result(1)).as(main.console(1)).isEqualTo("SUCCESS");
        assertThat(sandbox.promotions("prod")).as("promotions to prod").hasSize(1);
        assertThat(sandbox.running("prod")).isEqualTo("1.4.0");
        told(main, 1);
    }

    @Test
    void goesBackWhenADeploymentFailsAndWhenItIsAborted() throws Exception {
        String good = sandbox.running("dev");
        sandbox.press("refuse/dev");
        scan();
        Branch develop = new Branch(admin, "develop");
        assertThat(develop.result(1)).as(develop.console(1)).isEqualTo("FAILURE");
        assertThat(sandbox.promotions("dev")).as("a promotion and its undoing").hasSize(2);
        assertThat(develop.console(1)).contains("did not come up");
        develop.await(1, "the old version", () -> sandbox.running("dev").equals(good));
        told(develop, 1);

        sandbox.press("heal/dev");
        sandbox.press("hold/dev");
        sandbox.press("commit");
        develop.awaitLine(2, "payments in dev: ");
        develop.abort(2);
        assertThat(develop.result(2)).as(develop.console(2)).isEqualTo("ABORTED");
        sandbox.press("heal/dev");
        assertThat(sandbox.promotions("dev"))
                .as("another promotion and its undoing")
                .hasSize(4);
        develop.await(2, "the old version", () -> sandbox.running("dev").equals(good));
        told(develop, 2);
    }

    private void scan() throws Exception {
        assertThat(admin.post("job/payments/build?delay=0", "")).isIn(200, 201, 302);
    }

    private static void told(Branch branch, int build) throws Exception {
        System.out.println(branch + " " + build + ": " + branch.figures(build));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
